import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createStoreHealth } from "../src/store-health.ts";

type Pongs = Record<
  string,
  { time: number; response?: string; error?: string }
>;

const limitMs = 1_000;

const pong = () => serve((_req, res) => res.end('{"response":"pong"}'));
const silence = () => serve(() => {});

describe("the health of the store", () => {
  afterEach(closeServers);

  async function ask(expected: string[], urls: [string, string][]) {
    const list = () =>
      urls.map(([service, url], index) => {
        const instanceId = `${service}:${index}`;
        return { service, url, instanceId, status: "UP" };
      });
    const report = createStoreHealth(expected, list, limitMs);
    return (await report()).services as Pongs;
  }

  it("has the reply of each service to a ping, and its time", async () => {
    const services = await ask(
      ["book-api"],
      [
        ["book-api", await pong()],
        ["web", await pong()],
      ],
    );

    expect(Object.keys(services)).to.deep.equal(["book-api", "web"]);
    expect(services["book-api"]?.response).to.equal("pong");
    expect(services.web?.time).to.be.within(0, limitMs);
  });

  it("does not wait for a service that hangs", async () => {
    const startedAt = performance.now();

    const services = await ask(
      [],
      [
        ["book-api", await pong()],
        ["cd-api", await silence()],
      ],
    );

    expect(performance.now() - startedAt).to.be.below(5_000);
    expect(services["book-api"]).to.include({ response: "pong" });
    expect(services["cd-api"]?.error).to.match(/no reply within 1000 ms$/);
    expect(services["cd-api"]).not.to.have.property("response");
  });

  it("names the instance that does not reply", async () => {
    const gone = await pong();
    closeServers();

    const services = await ask(
      [],
      [
        ["cd-api", await pong()],
        ["cd-api", gone],
      ],
    );

    expect(services["cd-api"]?.error).to.equal(`${gone}: ECONNREFUSED`);
  });

  it("reports a service that is not registered", async () => {
    expect(await ask(["dvd-api"], [])).to.deep.equal({
      "dvd-api": { time: 0, error: "no instance is registered" },
    });
  });
});
