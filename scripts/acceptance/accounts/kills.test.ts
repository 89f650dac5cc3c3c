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

/** The messages that no consumer has taken, and the consumers. */
async function readQueue() {
  const connection = await connect(runningStage().amqpUrl ?? "");
  try {
    const channel = await connection.createChannel();
    return await channel.checkQueue("user-slack");
  } finally {
    await connection.close();
  }
}

/** Pauses a process, and signs up until a consumer has the message. */
async function signUpWithout(id: string) {
  await until("there is a consumer", async () => {
    return (await readQueue()).consumerCount > 0;
  });
  await runningStage().pause(id);
  const user = await signUpQuickly();
  await until("the event is published", () => isPublished(user));
  await until("the message is taken", async () => {
    return (await readQueue()).messageCount === 0;
  });
  return user;
}

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
    reach: () => signUpWithout(slack),
  },
  {
    fact: "has a message that is posted, and not acknowledged",
    victims: [broker, queue, slack],
    async reach() {
      const user = await signUpWithout(queue);
      await runningStage().pause(broker);
      await runningStage().resume(queue);
      await expectAnnounced([user]);
      return user;
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
