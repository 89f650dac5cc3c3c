// @from-99 @long

import { expect } from "chai";
import { describe } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithOwnDatabase, listen, runningStage } from "../hooks.ts";
import { atOnce } from "../samples.ts";

/** About twice the 512 that a service accepts in flight. */
const count = 1_000;
const database = "mongodb/1";

/** How long a service waits for its database. */
const databaseMs = 2_000;

type Reply = { status: number; retryAfter: string | null; detail?: string };

const refusal: Reply = {
  status: 503,
  retryAfter: "1",
  detail: "Too busy: try again in a second.",
};
const isRefusal = ({ detail }: Reply) => detail === refusal.detail;

async function read(): Promise<Reply> {
  const response = await fetch(`${runningStage().url("book-api")}/books`);
  const { detail } = await response.json();
  const retryAfter = response.headers.get("retry-after");
  return { status: response.status, retryAfter, detail };
}

/** How long book-api took for each 503: a busy client would measure itself. */
function hearRefusals(hear: (ms: number) => void) {
  return listen((id, line) => {
    const found = /GET \/books 503 (\d+) ms/.exec(line);
    if (found && id === "book-api/1") hear(Number(found[1]));
  });
}

describe("a service whose database hangs", () => {
  itWithOwnDatabase("refuses what is too much at once", async () => {
    await runningStage().pause(database);
    const replies: Reply[] = [];
    const times: number[] = [];
    const end = hearRefusals((ms) => times.push(ms));
    const reads: Promise<unknown>[] = [];
    // So many connections at once may be reset.
    const readMany = () =>
      atOnce(count, () =>
        read().then(
          (reply) => replies.push(reply),
          () => {},
        ),
      );

    // A slow machine sends so slowly that the first reads end meanwhile.
    await until(
      "some are refused",
      () => {
        if (replies.some(isRefusal)) return true;
        reads.push(...readMany());
        return false;
      },
      { everyMs: 1_000 },
    );
    const refused = replies.filter(isRefusal);
    await runningStage().resume(database);
    await Promise.all(reads);

    for (const reply of refused) expect(reply).to.deep.equal(refusal);
    await until("a refusal that did not wait for the database", () => {
      return times.some((ms) => ms < databaseMs / 2);
    }).finally(end);
    await until("books are read", async () => (await read()).status === 200);
  });
});
