import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { closeServers } from "#commons/test/test-servers.ts";
import { startMonitoring } from "./start-monitoring.ts";

const traceId = "ddcceaae13391961edd3ae2973941d78";
const tracing = {
  service: "tracing",
  instanceId: "it:1",
  status: "UP",
  url: "http://b2a1:9411",
};

const ask = (url: string, id = traceId) =>
  fetch(`${url}/traces/${id}`, { redirect: "manual" });

describe("a link to a trace", () => {
  afterEach(closeServers);

  it("leads to the registered port, of the host that was asked", async () => {
    const { url } = await startMonitoring([tracing]);

    const response = await ask(url);

    expect(response.status).to.equal(302);
    expect(response.headers.get("location")).to.equal(
      `http://127.0.0.1:9411/trace/${traceId}`,
    );
  });

  it("leads to a Zipkin, where there is one", async () => {
    const zipkin = "http://zipkin.example:9411";
    const { url } = await startMonitoring([], zipkin);

    const response = await ask(url);

    expect(response.headers.get("location")).to.equal(
      `${zipkin}/zipkin/traces/${traceId}`,
    );
  });

  it("leads nowhere while nobody is registered", async () => {
    const { url } = await startMonitoring();

    expect((await ask(url)).status).to.equal(503);
  });

  it("is refused without an id, or with more than that", async () => {
    const { url } = await startMonitoring([tracing]);

    expect((await ask(url, "bread")).status).to.equal(400);
    expect((await ask(url, "..%2f..%2fevil")).status).to.equal(400);
    expect((await ask(url, `${traceId}?a=b`)).status).to.equal(400);
  });
});
