// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { inFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { askToLogIn, logIn } from "../auth/people.ts";
import { expectCustomers } from "../customers/registered.ts";
import { itWithOwnBroker, runningStage } from "../hooks.ts";
import { expectProblem } from "../problems.ts";
import { atOnce, fewAtOnce } from "../samples.ts";
import { expectAnnounced } from "./announcements.ts";
import { expectStoredOnce } from "./database.ts";
import {
  call,
  doors,
  newProfile,
  password,
  signUp,
  type User,
} from "./doors.ts";

const count = 200;
const victims = [
  "user-api/1",
  "user-queue/1",
  "slack-api/1",
  "customer-api/1",
  "rabbitmq/1",
];

/** A new user, after as many attempts as it takes. */
const signUpAtLast = (index: number) =>
  until(
    "the user is accepted",
    async () => {
      // Without a password, since a hash takes longer than the rest.
      const url = `${doors[index % 2]?.url()}/user`;
      const reply = await call(url, "POST", { json: newProfile() });
      if (reply.status !== 201) throw new Error(await reply.text());
      return (await reply.json()) as User;
    },
    { withinMs: 60_000, everyMs: 50 },
  );

// CI kills one process at each step of a sign-up: kills.test.ts.
describe(`${count} sign-ups while each process is killed`, () => {
  inFull(itWithOwnBroker)(
    "leave each accepted user once, with one customer and one message",
    async () => {
      const stage = runningStage();
      const accepted: User[] = [];
      const all = fewAtOnce([...Array(count).keys()], async (index) => {
        accepted.push(await signUpAtLast(index));
      });
      for (const [index, victim] of victims.entries()) {
        const due = ((index + 1) * count) / (victims.length + 1);
        const isDue = () => accepted.length >= due;
        await until(`${due} users exist`, isDue, { withinMs: 60_000 });
        await stage.kill(victim);
        await stage.restart(victim);
      }
      await all;

      expect(accepted).to.have.length(count);
      await expectStoredOnce(accepted);
      await expectAnnounced(accepted);
      await expectCustomers(accepted);
    },
  )?.timeout(240_000);
});

/** Three rounds, since a gateway has two passwords verified at once. */
const logins = 6;

describe("a login", () => {
  it("is answered 503 while user-api is down, and keeps its accounts", async () => {
    const stage = runningStage();
    const { email } = await signUp();
    await stage.kill("user-api/1");
    try {
      await expectProblem(await askToLogIn("alice", "wonderland"), 503);
      for (const { name, url } of doors.slice(1)) {
        const reply = await call(`${url()}/user`, "POST", { json: {} });
        expect(reply.status, name).to.equal(503);
      }
    } finally {
      await stage.restart("user-api/1");
    }

    await until("a login succeeds", () => logIn(email, password), {
      withinMs: 15_000,
    });
  });

  it("succeeds beside five others", async () => {
    const replies = await Promise.all(
      atOnce(logins, (i) =>
        i % 2
          ? askToLogIn("bob", "builder")
          : askToLogIn("alice", "wonderland"),
      ),
    );

    expect(replies.map(({ status }) => status)).to.deep.equal(
      Array(logins).fill(200),
    );
  });
});
