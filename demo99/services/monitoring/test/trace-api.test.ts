import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createTraceApi } from "../src/trace-api.ts";

const tracing = {
  service: "tracing",
  instanceId: "tracing:9411",
  status: "UP",
  url: "http://some-container:9411",
};

describe("GET /traces/{traceId}", () => {
  afterEach(closeServers);

  async function get(path: string, instances = [tracing]) {
    const routes = createTraceApi({ list: () => instances });
    const log = createLog("test", "silent");
    const url = await serve(createApp({ log, routes }));
    return fetch(url + path, { redirect: "manual" });
  }

  it("redirects to the page, at the host that the browser uses", async () => {
    const response = await get("/traces/463ac35c9f6413ad");

    expect(response.status).to.equal(302);
    expect(response.headers.get("location")).to.equal(
      "http://127.0.0.1:9411/trace/463ac35c9f6413ad",
    );
  });

  it("answers 400 for what is no trace id", async () => {
    expect((await get("/traces/evil.example")).status).to.equal(400);
  });

  it("answers 503 while tracing is not registered", async () => {
    expect((await get("/traces/463ac35c9f6413ad", [])).status).to.equal(503);
  });
});
