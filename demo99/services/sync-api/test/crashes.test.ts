// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import type { Database } from "#commons/database.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { fakeSource, fakeTarget, startSync } from "./start-sync.ts";

/** Where the process is killed at a write. */
const moments = ["unsent", "done", "late"] as const;
type Moment = (typeof moments)[number];

const writes = new Set([
  "updateOne",
  "replaceOne",
  "bulkWrite",
  "deleteMany",
  "deleteOne",
  "insertOne",
  "findOneAndUpdate",
]);

type Run = () => Promise<unknown>;

/** A process that is killed at its write number `crashAt`, of whatever kind. */
function createCrash(crashAt: number, moment: Moment) {
  let count = 0;
  let isDown = false;
  const late: Run[] = [];

  async function write(run: Run) {
    if (isDown) throw new Error("killed");
    if (++count !== crashAt) return run();
    isDown = true;
    if (moment === "done") await run();
    if (moment === "late") late.push(run);
    throw new Error("killed");
  }

  const fragileCollection = (collection: object) =>
    new Proxy(collection, {
      get(target, name) {
        const value = target[name as never] as unknown;
        if (typeof value !== "function") return value;
        return (...args: unknown[]) => {
          const run = () => value.apply(target, args);
          return writes.has(`${String(name)}`) ? write(run) : run();
        };
      },
    });

  return {
    write,
    hasCrashed: () => isDown,
    deliverLate: () => Promise.all(late.map((run) => run())),
    database: (database: Database) =>
      new Proxy(database, {
        get(target, name) {
          if (name !== "collection") return target[name as never];
          return (collection: string) =>
            fragileCollection(target.collection(collection));
        },
      }),
  };
}

describe("sync-api after a kill", () => {
  for (const moment of moments) {
    it(`loses and doubles nothing, whatever write it was (${moment})`, async () => {
      let crashes = 0;
      for (let crashAt = 1; await isWholeAfter(crashAt, moment); crashAt++) {
        crashes++;
      }
      expect(crashes).to.be.at.least(15);
    }).timeout(120_000);
  }
});

/** Whether the process has been killed; the outcome is checked. */
async function isWholeAfter(crashAt: number, moment: Moment) {
  const [own, other] = [openTestDatabase(), openTestDatabase()];
  const books = fakeSource("books", { 1: "A", 2: "B", 3: "C" });
  const target = await fakeTarget("search-api", other.database);
  const parts = { sources: [books], targets: [target], leaseMs: 1e9 };
  const process = startSync(own.database, parts);
  await process.run();

  const crash = createCrash(crashAt, moment);
  const { change, ...rest } = target.asTarget;
  const fragile = {
    asTarget: {
      ...rest,
      change: (...args: Parameters<typeof change>) =>
        crash.write(() => change(...args)) as Promise<void>,
    },
  };
  books.titles = { 1: "A2", 3: "C", 4: "D", 5: "E" };
  const killed = startSync(crash.database(own.database), {
    ...{ ...parts, targets: [fragile] },
  });
  await killed.run().catch(() => {});
  // What the killed process has sent is deleted before the next one begins.
  books.titles = { 1: "A3", 3: "C", 5: "E" };
  const next = startSync(own.database, parts);
  await next.run();
  await next.run();
  await crash.deliverLate();
  await next.run();

  const what = `write ${crashAt}, ${moment}`;
  expect(await target.titles("books"), what).to.deep.equal(books.titles);
  const sent = target.sent.length;
  await next.run();
  expect(target.sent, what).to.have.length(sent);
  await own.close();
  await other.close();
  return crash.hasCrashed();
}
