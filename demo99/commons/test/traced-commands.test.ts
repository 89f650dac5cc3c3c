import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { stopTracing } from "#commons/tracing.ts";
import { openTestDatabase } from "./test-database.ts";
import { closeServers, serve } from "./test-servers.ts";
import { startTestTracing } from "./test-tracing.ts";

describe("a traced database command", () => {
  const { database, close } = openTestDatabase();
  const cakes = database.collection<{ _id: number }>("cakes");
  let collector: Awaited<ReturnType<typeof startTestTracing>>;
  let url: string;

  before(async () => {
    collector = await startTestTracing();
    const routes = Router();
    routes.get("/one-by-one", async (_req, res) => {
      await cakes.insertOne({ _id: 1 });
      res.json(await cakes.findOne({ _id: 1 }));
    });
    routes.get("/at-once", async (_req, res) => {
      const ids = [1, 2, 3, 4];
      res.json(await Promise.all(ids.map((_id) => cakes.findOne({ _id }))));
    });
    routes.get("/wrong", async () => {
      await database.command({ unheardOf: "cakes" });
    });
    const log = createLog("test", "silent");
    url = await serve(createApp({ log, routes }));
  });

  after(closeServers);
  after(stopTracing);
  after(close);

  async function spansOf(path: string, count: number) {
    const seen = (await collector.spans(0)).length;
    await fetch(url + path);
    const spans = (await collector.spans(seen + count)).slice(seen);
    const root = spans.find(({ kind }) => kind === "SERVER");
    return { root, commands: spans.filter((span) => span !== root) };
  }

  it("is a child of the request, in its order", async () => {
    const { root, commands } = await spansOf("/one-by-one", 3);

    expect(commands.map(({ name }) => name)).to.eql([
      "insert cakes",
      "find cakes",
    ]);
    for (const { parentId, traceId, remoteEndpoint, tags } of commands) {
      expect([traceId, parentId]).to.eql([root?.traceId, root?.id]);
      expect(remoteEndpoint?.serviceName).to.equal("mongodb");
      expect(remoteEndpoint?.port).to.be.greaterThan(0);
      expect(tags["mongodb.database"]).to.equal(database.databaseName);
    }
  });

  it("is a sibling of those that run at the same time", async () => {
    const { root, commands } = await spansOf("/at-once", 5);

    const parents = commands.map(({ parentId }) => parentId);
    expect(parents).to.deep.equal(Array(4).fill(root?.id));
  });

  it("is tagged when the database refuses it", async () => {
    const { commands } = await spansOf("/wrong", 2);

    expect(commands[0]?.tags.error).to.match(/unheardOf/);
  });
});
