import { connect } from "amqplib";
import { expect } from "chai";
import { describe } from "mocha";
import { until } from "../../testing/until.ts";
import { itWithOwnBroker, runningStage } from "../hooks.ts";
import { expectAnnounced } from "./announcements.ts";
import { expectStoredOnce, isPublished } from "./database.ts";
import { signUpQuickly, type User } from "./doors.ts";

/** A step of a sign-up, held by processes that do not run on. */
type Step = {
  fact: string;
  victims: string[];
  /** Signs up, and returns when the step is reached. */
  reach: () => Promise<User>;
};

const [broker, queue, slack] = ["rabbitmq/1", "user-queue/1", "slack-api/1"];

/** Whether a consumer has taken all messages. */
async function isTaken(): Promise<boolean> {
  const connection = await connect(runningStage().amqpUrl ?? "");
  try {
    const channel = await connection.createChannel();
    return (await channel.checkQueue("user-slack")).messageCount === 0;
  } finally {
    await connection.close();
  }
}

/** Pauses a process, and signs up until the broker has the message. */
async function signUpWithout(id: string) {
  await runningStage().pause(id);
  const user = await signUpQuickly();
  const limits = { withinMs: 15_000 };
  await until("the event is published", () => isPublished(user), limits);
  return user;
}

async function signUpUntilPosted() {
  const user = await signUpWithout(slack);
  await until("the message is taken", isTaken, { withinMs: 15_000 });
  return user;
}

const isAnnounced = (user: User) =>
  expectAnnounced([user], 5_000).then(
    () => true,
    () => false,
  );

const steps: Step[] = [
  {
    fact: "is stored, and its event is not published",
    victims: ["user-api/1", broker],
    async reach() {
      await runningStage().pause(broker);
      return signUpQuickly();
    },
  },
  {
    fact: "has a message that is not handled",
    victims: ["user-api/1", broker, queue],
    reach: () => signUpWithout(queue),
  },
  {
    fact: "has a message that is being posted",
    victims: [broker, queue, slack],
    reach: signUpUntilPosted,
  },
  {
    fact: "has a message that is posted, and not acknowledged",
    victims: [broker, queue, slack],
    async reach() {
      for (;;) {
        const user = await signUpUntilPosted();
        await runningStage().pause(broker);
        await runningStage().resume(slack);
        if (await isAnnounced(user)) return user;
        // The attempt had ended before: the broker has the message again.
        await runningStage().resume(broker);
      }
    },
  },
];

/** Lets all processes run, the victim from its start. */
async function recover(victim: string) {
  const stage = runningStage();
  for (const { id, state } of stage.instances()) {
    if (state === "paused") await stage.resume(id);
  }
  await stage.restart(victim);
}

describe("a process that is killed while a sign-up", () => {
  for (const { fact, victims, reach } of steps) {
    itWithOwnBroker(`${fact}: one user, and one message`, async () => {
      const users: User[] = [];
      for (const victim of victims) {
        users.push(await reach());
        await runningStage().kill(victim);
        await recover(victim);
      }

      await expectStoredOnce(users);
      await expectAnnounced(users);
      for (const user of users) {
        await until("the event is published", () => isPublished(user), {
          withinMs: 15_000,
        });
      }
      expect(users).to.have.length(victims.length);
    }).timeout(120_000);
  }
});
