import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import type { MongoClient } from "mongodb";
import { type Database, openDatabase } from "#commons/database.ts";
import { env } from "#commons/env.ts";
import { reviveDatabase } from "#commons/revive-database.ts";
import { until } from "../../services/registry/test/until.ts";

type Monitor = {
  connection: { socket: { destroy(): void } } | null;
  requestCheck(): void;
};
type Topology = { s: { servers: Map<string, { monitor: Monitor }> } };

const topologyOf = (client: MongoClient) =>
  (client as unknown as { topology: Topology }).topology;

/** A check of the server begins while the connection for it closes. */
function loseCheck({ s }: Topology) {
  for (const { monitor } of s.servers.values()) {
    monitor.connection?.socket.destroy();
    monitor.requestCheck();
  }
}

/** Sooner after the last check, the next one does not begin at once. */
const pauseMs = 150;

describe("the connections to the database", () => {
  let database: Database;
  let checkedAt = 0;

  before(async () => {
    database = openDatabase(env("MONGODB_URL"), "revive-database-test");
    const { client } = database;
    reviveDatabase(client, 200);
    client.on("serverHeartbeatSucceeded", () => {
      checkedAt = performance.now();
    });
    await client.connect();
  });
  after(() => database.client.close());

  it("are opened again after a check that does not end", async () => {
    const first = topologyOf(database.client);
    await until(() => performance.now() - checkedAt > pauseMs);

    loseCheck(first);

    await until(() => topologyOf(database.client) !== first);
    expect(await database.command({ ping: 1 })).to.include({ ok: 1 });
  });
});
