import { expect } from "chai";
import { Router } from "express";
import { after, before, describe, it } from "mocha";
import { register } from "#commons/metrics.ts";
import { watchDatabase } from "#commons/watch-database.ts";
import { openTestDatabase } from "./test-database.ts";
import { closeServers } from "./test-servers.ts";
import { serveTraced } from "./test-tracing.ts";

describe("a watched database", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let service: Awaited<ReturnType<typeof serveTraced>>;

  before(async () => {
    testDatabase = openTestDatabase();
    const { database } = testDatabase;
    const cakes = database.collection<{ _id: number }>("cakes");
    service = await serveTraced((tracer) => {
      watchDatabase(database, tracer, "bakery");
      return Router()
        .get("/in-turn", async (_req, res) => {
          await cakes.insertOne({ _id: 1 });
          res.json(await cakes.findOne({ _id: 1 }));
        })
        .get("/at-once", async (_req, res) => {
          const ids = [1, 2, 3, 4];
          res.json(await Promise.all(ids.map((_id) => cakes.findOne({ _id }))));
        })
        .get("/wrong", async () => {
          await database.command({ unheardOf: "cakes" });
        });
    });
    // Not traced: no request has caused it.
    await database.command({ ping: 1 });
  });

  after(closeServers);
  after(() => testDatabase.close());

  it("has a span for each command, a child of the request", async () => {
    const { root, others } = await service.spansOf("/in-turn");

    const names = others.map(({ name }) => name);
    expect(names).to.deep.equal(["insert cakes", "find cakes"]);
    for (const { remoteEndpoint, tags, ...span } of others) {
      const { traceId, parentId, localEndpoint } = span;
      expect([traceId, parentId]).to.eql([root?.traceId, root?.id]);
      expect(localEndpoint.serviceName).to.equal("bakery");
      expect(remoteEndpoint?.serviceName).to.equal("mongodb");
      expect(remoteEndpoint?.port).to.be.greaterThan(0);
      expect(tags.instance).to.equal("bakery:1");
      const { databaseName } = testDatabase.database;
      expect(tags["mongodb.database"]).to.equal(databaseName);
    }
  });

  it("has siblings for commands that run at the same time", async () => {
    const { root, others } = await service.spansOf("/at-once");

    const parents = others.map(({ parentId }) => parentId);
    expect(parents).to.deep.equal(Array(4).fill(root?.id));
  });

  it("tags the span of a command that the database refuses", async () => {
    const { others } = await service.spansOf("/wrong");

    expect(others[0]?.tags.error).to.match(/unheardOf/);
  });

  it("measures its connections", async () => {
    const text = await register.getSingleMetricAsString(
      "mongodb_pool_connections",
    );

    expect(text).to.match(/\{state="open"\} [1-9]/);
    expect(text).to.include('{state="in_use"} 0');
    expect(text).to.include('{state="waiting"} 0');
  });
});
