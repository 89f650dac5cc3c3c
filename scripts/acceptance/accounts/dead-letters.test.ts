// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { createCommands } from "../../stage/commands.ts";
import { createPaint } from "../../stage/paint.ts";
import { stageEnv } from "../../testing/stage-env.ts";
import { until } from "../../testing/until.ts";
import { itWithOwnBroker, restartWith, runningStage } from "../hooks.ts";
import { expectAnnounced, readAnnouncements } from "./announcements.ts";
import { signUpQuickly, type User } from "./doors.ts";

const usual = { RETRY_WAITS_SECONDS: stageEnv.RETRY_WAITS_SECONDS };

/** The line about the message of this user, which slack-api has not got. */
const letterOf = ({ id }: User) =>
  new RegExp(
    `^user-slack {2}user\\.created {2}${id}\\S* {2}5 failures: \\S+slack-api`,
    "m",
  );

describe("a message that has failed five times", () => {
  it("is a dead letter, which the learner puts back", async () => {
    const stage = runningStage();
    const { answer } = createCommands(stage, () => {}, createPaint(false));
    const quick = { RETRY_WAITS_SECONDS: "0.1 0.2 0.2 0.1" };
    await restartWith("user-queue/1", quick);
    await stage.kill("slack-api/1");
    try {
      const user = await signUpQuickly();

      await until(
        "a dead letter",
        async () => expect(await answer("dead")).to.match(letterOf(user)),
        { withinMs: 40_000, everyMs: 200 },
      );
      await stage.restart("slack-api/1");
      // Until user-queue calls slack-api again, the message may fail again.
      await until(
        "a message to the staff",
        async () => {
          await answer("requeue user-slack");
          const texts = (await readAnnouncements()).map((it) => it.message);
          expect(texts).to.include(`User ${user.email} created`);
        },
        { withinMs: 40_000, everyMs: 200 },
      );

      await expectAnnounced([user]);
      // A late reply of slack-api has made it a dead letter again.
      await until("no dead letter", async () => {
        await answer("requeue user-slack");
        expect(await answer("dead")).not.to.match(letterOf(user));
      });
    } finally {
      await stage.restart("slack-api/1");
      await restartWith("user-queue/1", usual);
    }
  }).timeout(150_000);

  itWithOwnBroker("is not waited for while the broker hangs", async () => {
    const stage = runningStage();
    const { answer } = createCommands(stage, () => {}, createPaint(false));
    await stage.pause("rabbitmq/1");
    const startedAt = performance.now();
    try {
      expect(await answer("dead")).to.match(/^The dead letters are not avail/);
      expect(performance.now() - startedAt).to.be.below(10_000);
    } finally {
      await stage.resume("rabbitmq/1");
    }
    await until(
      "a reply",
      async () => {
        expect(await answer("dead")).not.to.include("not available");
      },
      { withinMs: 20_000 },
    );
  });
});
