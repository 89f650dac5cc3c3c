// @from-99 @large

import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { until } from "../../testing/until.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { book } from "../kinds.ts";
import { unique } from "../samples.ts";
import { type Replica, startReplica } from "./replica.ts";
import { asUsual, expectItems, forTest, untilSynced } from "./sync.ts";

/**
 * The write that the replica gets when sync-api is killed, and its fate. A unit
 * test kills it at every write.
 */
const kills = [
  { write: 3, fate: "lost" },
  { write: 1, fate: "silent" },
  { write: 5, fate: "silent" },
] as const;
const chosen = process.env.TEST_ALL ? kills : kills.slice(0, 1);

describe("sync-api after kill -9", () => {
  let replica: Replica;

  before(async function () {
    this.timeout(120_000);
    replica = await startReplica();
    await restartWith("sync-api/1", forTest);
    await untilSynced();
  });
  after(async function () {
    this.timeout(120_000);
    await restartWith("sync-api/1", asUsual);
    await replica.close();
  });

  for (const { write, fate } of chosen) {
    it(`goes on at write ${write}, ${fate}: nothing is lost or doubled`, async () => {
      const stage = runningStage();
      const fields = { ...book.required, year: 2026, priceCents: 100 };
      const create = () =>
        book.catalog.create({ ...fields, title: `Kill ${unique()}` });
      const [kept, gone] = [await create(), await create()];
      // A run that goes on during the reset has nothing to send.
      await untilSynced();
      let killed: Promise<unknown> | undefined;
      replica.onWrite = (count) => {
        if (killed) return "lost";
        if (count !== write) return undefined;
        killed = stage.kill("sync-api/1");
        return fate;
      };
      // All records are sent again: a write for each source.
      replica.reset();
      await until("the kill", () => killed !== undefined, { withinMs: 20_000 });
      await killed;
      const isCopied = replica.titleOf(gone.number) !== undefined;

      await book.catalog.delete(gone.number);
      await book.catalog.replace(kept.number, { ...fields, title: "Kept" });
      replica.onWrite = () => undefined;
      await restartWith("sync-api/1", forTest);
      await untilSynced();
      await untilSynced();

      await expectItems(replica);
      expect(replica.titleOf(kept.number)).to.equal("Kept");
      expect(isCopied).to.equal(write > 1 || fate === "silent");
      const doubled = [...replica.puts].filter(([, count]) => count > 2);
      expect(doubled).to.deep.equal([]);
      const { writes } = replica;
      await untilSynced();
      expect(replica.writes).to.equal(writes);
    }).timeout(90_000);
  }
});
