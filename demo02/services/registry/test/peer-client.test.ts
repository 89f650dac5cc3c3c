import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import { createPeerClient } from "../src/peer-client.ts";
import { anInstance } from "./start-registry.ts";

describe("everything that a peer knows", () => {
  let server: Server;

  afterEach(() => server.close());

  async function idsAt(application: unknown) {
    const body = JSON.stringify({ applications: { application } });
    server = createServer((_req, res) => res.end(body)).listen(0, "127.0.0.1");
    await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const client = createPeerClient(`http://127.0.0.1:${port}/eureka`);
    const all = await client.fetchAll();
    return all.map(({ instance }) => instance.id);
  }

  it("includes valid instances beside invalid ones", async () => {
    const ids = await idsAt([
      { name: "A", instance: [{ app: "A" }, anInstance("A", 1), null, 7] },
      { name: "B", instance: "nonsense" },
      { name: "C" },
      null,
      { name: "D", instance: [anInstance("D", 2)] },
    ]);

    expect(ids).to.deep.equal(["a:1", "d:2"]);
  });

  it("may be a single entry instead of a list", async () => {
    expect(
      await idsAt({ name: "A", instance: anInstance("A", 1) }),
    ).to.deep.equal(["a:1"]);
  });
});
