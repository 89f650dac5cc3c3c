// @from-99 @large

import { expect } from "chai";
import { describe } from "mocha";
import { itWithOwnDatabase, runningStage } from "../../hooks.ts";
import { loseDatabases, replay, untilUpToDate } from "../../reviews/log.ts";
import {
  expectNothingLost,
  expectProjected,
  expectWholeLog,
  readReplica,
} from "./outcome.ts";
import { type Fault, runWriters } from "./writers.ts";

const isFull = Boolean(process.env.TEST_ALL);
const size = { writers: 20, events: isFull ? 500 : 25 };
const observeMs = isFull ? 4_000 : 500;
const victims = [
  "posts-api/1",
  "comments-api/1",
  "moderation-api/1",
  "query-api/1",
  "event-bus/1",
  "mongodb/1",
];

/** Each process is killed and, later, paused. */
function faults(): Fault[] {
  const stage = runningStage();
  return victims.flatMap((id) => [
    {
      what: `kill ${id}`,
      inflict: () => stage.kill(id),
      heal: () => stage.restart(id),
    },
    {
      what: `pause ${id}`,
      inflict: () => stage.pause(id),
      heal: () => stage.resume(id),
    },
  ]);
}

describe(`${size.writers} writers, while each process is killed and paused`, () => {
  itWithOwnDatabase(
    `cause ${size.writers * size.events} events: none is lost, none is made up`,
    async () => {
      const run = await runWriters(size, faults(), observeMs);
      if (isFull) console.log(run.story.join("\n"));

      const outcome = await expectNothingLost(run);
      const count = await expectWholeLog();
      const replica = await expectProjected(outcome);
      await loseDatabases(["query-api"]);
      await replay("query-api");
      await untilUpToDate(isFull ? 1_800_000 : 180_000);
      expect(await readReplica(outcome.stored)).to.deep.equal(replica);

      const { log, stored } = outcome;
      const { posts, comments } = run;
      expect(posts.length + 3 * comments.length).to.equal(
        size.writers * size.events,
      );
      const inVain = stored.posts.length + stored.comments.length;
      console.log(
        `    ${posts.length} posts and ${comments.length} comments were accepted; ${inVain - posts.length - comments.length} more were stored without a reply; ${log.length} events about them, of ${count} in the log`,
      );
    },
  ).timeout(isFull ? 5_400_000 : 600_000);
});
