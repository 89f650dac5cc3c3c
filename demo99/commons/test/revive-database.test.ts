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

describe("the connections to the database", () => {
  let database: Database;

  before(async () => {
    database = openDatabase(env("MONGODB_URL"), "revive-database-test");
    reviveDatabase(database.client, 200);
    await database.client.connect();
  });
  after(() => database.client.close());

  it("are opened again after a check that does not end", async () => {
    const first = topologyOf(database.client);

    await until(() => {
      const isRevived = topologyOf(database.client) !== first;
      // A check that comes too soon after another one is not lost.
      if (!isRevived) loseCheck(first);
      return isRevived;
    });

    expect(await database.command({ ping: 1 })).to.include({ ok: 1 });
  });
});
