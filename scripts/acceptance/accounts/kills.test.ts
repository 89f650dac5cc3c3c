// @from-99 @long

import { type Channel, connect } from "amqplib";
import { expect } from "chai";
import { describe } from "mocha";
import { until } from "../../testing/until.ts";
import { expectCustomers } from "../customers/registered.ts";
import { itWithOwnBroker, runningStage } from "../hooks.ts";
import { expectAnnounced } from "./announcements.ts";
import { changeProfile } from "./changes.ts";
import { expectStoredOnce, isPublished } from "./database.ts";
import { newProfile, signUpQuickly, type User } from "./doors.ts";

/** A step of a sign-up, held by processes that do not run on. */
type Step = {
  fact: string;
  /** CI kills the first one only. */
  victims: string[];
  /** Signs up, and returns when the step is reached. */
  reach: () => Promise<User>;
};

const [broker, queue] = ["rabbitmq/1", "user-queue/1"];
const [slack, customers] = ["slack-api/1", "customer-api/1"];

/** Whether consumers have taken all messages. */
async function areTaken(channel: Channel): Promise<boolean> {
  const queues = await Promise.all(
    runningStage().queues.map((name) => channel.checkQueue(name)),
  );
  return queues.every(({ messageCount }) => messageCount === 0);
}

/** Pauses processes, and signs up until the broker has the messages. */
async function signUpWithout(...ids: string[]) {
  for (const id of ids) await runningStage().pause(id);
  const user = await signUpQuickly();
  const limits = { withinMs: 15_000 };
  await until("the event is published", () => isPublished(user), limits);
  return user;
}

/** Connects before, since an attempt of user-queue ends soon. */
async function signUpUntilTaken() {
  const connection = await connect(runningStage().amqpUrl ?? "");
  try {
    const channel = await connection.createChannel();
    const user = await signUpWithout(slack, customers);
    const limits = { withinMs: 15_000 };
    await until("the messages are taken", () => areTaken(channel), limits);
    return user;
  } finally {
    await connection.close();
  }
}

const isCompleted = (user: User) =>
  Promise.all([
    expectAnnounced([user], 5_000),
    expectCustomers([user], 5_000),
  ]).then(
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
    fact: "has messages that are not handled",
    victims: [broker, queue, "user-api/1"],
    reach: () => signUpWithout(queue),
  },
  {
    fact: "has messages that are being handled",
    victims: [slack, queue, broker, customers],
    reach: signUpUntilTaken,
  },
  {
    fact: "has messages that are handled, and not acknowledged",
    victims: [broker, queue, slack, customers],
    async reach() {
      for (;;) {
        const user = await signUpUntilTaken();
        await runningStage().pause(broker);
        await runningStage().resume(slack);
        await runningStage().resume(customers);
        if (await isCompleted(user)) return user;
        // An attempt had ended before: the broker has the message again.
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
    itWithOwnBroker(
      `${fact}: one user, one customer, and one message`,
      async () => {
        const users: User[] = [];
        const chosen = process.env.TEST_ALL ? victims : victims.slice(0, 1);
        for (const victim of chosen) {
          users.push(await reach());
          await runningStage().kill(victim);
          await recover(victim);
        }

        await expectStoredOnce(users);
        await expectAnnounced(users);
        await expectCustomers(users);
        for (const user of users) {
          await until("the event is published", () => isPublished(user), {
            withinMs: 15_000,
          });
        }
        expect(users).to.have.length(chosen.length);
      },
    ).timeout(240_000);
  }
});

describe("a process that is killed while a profile changes", () => {
  /** A user whose e-mail address changes, and a new one with the old address. */
  async function change() {
    const user = await signUpQuickly();
    const { email } = newProfile();
    const moved = await changeProfile({ ...user, email });
    const next = await signUpQuickly({}, { name: "Bo", email: user.email });
    return [moved, next];
  }

  const points: [victim: string, paused: string, fact: string][] = [
    ["user-api/1", broker, "its events are not published"],
    [customers, customers, "its customer is not changed"],
    [queue, customers, "its messages are being handled"],
  ];
  for (const [victim, paused, fact] of points) {
    itWithOwnBroker(
      `kill ${victim}, when ${fact}: both users are customers`,
      async () => {
        await runningStage().pause(paused);
        const users = await change();
        await runningStage().kill(victim);
        await recover(victim);

        await expectCustomers(users);
        await expectStoredOnce(users);
      },
    ).timeout(120_000);
  }
});
