import { until } from "../testing/until.ts";
import { countMessages, countWaiting } from "./announced.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { startProxy } from "./proxy.ts";
import {
  clients,
  describePeriod,
  type Period,
  rateOf,
  type SignUp,
  shareInTime,
  signUp,
  signUpFor,
  withStatus,
} from "./sign-ups.ts";
import { inMs } from "./waits.ts";
import { withoutQueue } from "./without-queue.ts";

export type Queued = {
  before: Period;
  slow: Period;
  /** The refused sign-ups, repeated after the delay. */
  repeated: SignUp[];
  /** For each user with a 201, the number of messages about the user. */
  messages: number[];
  /** The time from the end of the delay until all messages are there, if ever. */
  deliveredMs: number | undefined;
};

const slack = "slack-api";
const id = `${slack}/1`;
const windowMs = { before: 2_000, slow: 3_000 };
/** Of each database command: a caller of slack-api waits a second. */
const delayMs = 1_500;
const deliveredWithinMs = 45_000;
/** Less than the second for which user-api would wait for a reply. */
const fastMs = 900;
const enough = 0.95;

/** The messenger is slow: are sign-ups slow with it? */
export const queue: Lesson<Queued> = {
  stage: "demo99",
  chapter: withoutQueue,
  title: `${slack} is slow`,

  async stimulus(scene) {
    const { stage, story } = scene;
    const proxy = await startProxy(stage.mongodbUrl);
    story.does(`Restart ${id} with a proxy before its database.`);
    await stage.restart(id, { MONGODB_URL: proxy.url });
    const url = stage.url("user-api");
    const waitingBefore = await seeOneAnnounced(scene, url);
    story.does(`${clients} clients sign up, one user after the other.`);
    const before = await see(scene, await signUpFor(url, windowMs.before));
    const share = shareInTime(before, Number.POSITIVE_INFINITY);
    assume(share >= enough, `Before: ${describePeriod(before)}.`);

    story.does(
      `Delay what goes through the proxy by ${delayMs / 1000} s: ${slack} stores a message, but its reply comes too late. The clients go on.`,
    );
    proxy.delayBy(delayMs);
    const slow = await see(scene, await signUpFor(url, windowMs.slow));
    story.does("End the delay, and wait for the messages.");
    proxy.delayBy(0);
    const users = [before, slow].flatMap((one) => withStatus(201, one));
    const emails = users.map(({ email }) => email);
    const delivery = await awaitMessages(scene, emails, waitingBefore);
    const repeated = await repeatRefused(scene, url, slow);
    return { before, slow, repeated, ...delivery };
  },

  symptom: {
    expectation: `a sign-up waits for ${slack} and fails, or fails at once while the circuit is open; its account exists all the same, so a repetition gets 409.`,
    async judge(_, { before, slow, repeated }) {
      const share = shareInTime(slow, fastMs);
      if (!(share <= 1 - enough)) {
        return doesNotHold(`${inPercent(share)} of the sign-ups succeed.`);
      }
      const existing = withStatus(409, { signUps: repeated }).length;
      if (!(existing > 0 && existing >= enough * repeated.length)) {
        return doesNotHold(
          `Of ${repeated.length} refused sign-ups, ${existing} left an account.`,
        );
      }
      return holds(
        `${rates(before, slow)} ${existing} sign-ups failed and left an account all the same.`,
      );
    },
  },

  cure: {
    expectation:
      "while it is slow, at least 95 % of the sign-ups are a fast 201; afterwards there is one message about each user, and only one.",
    async judge(_, { before, slow, messages, deliveredMs }) {
      const share = shareInTime(slow, fastMs);
      if (!(share >= enough)) {
        return doesNotHold(`${inPercent(share)} of the sign-ups succeed.`);
      }
      const missing = messages.filter((count) => count === 0).length;
      const doubled = messages.filter((count) => count > 1).length;
      if (missing + doubled > 0) {
        return doesNotHold(
          `Of ${messages.length} messages, ${missing} are missing, ${doubled} were posted more than once.`,
        );
      }
      if (deliveredMs === undefined) return doesNotHold("Events still wait.");
      return holds(
        `${rates(before, slow)} ${inMs(deliveredMs)} after the delay, each of ${messages.length} messages was there once.`,
      );
    },
  },

  broken: [
    withoutQueue.problem,
    {
      about: "a consumer that acknowledges an event before it posts",
      edits: [
        {
          file: "services/user-queue/src/new-user-consumer.ts",
          find: "newUsers.announce(event.id, parse(newUser, event.content)),",
          replace:
            "void newUsers.announce(event.id, parse(newUser, event.content)).catch(() => {}),",
        },
      ],
    },
    {
      about: "a new id for each delivery of an event",
      edits: [
        {
          file: "services/user-queue/src/new-user-consumer.ts",
          find: "newUsers.announce(event.id,",
          replace: "newUsers.announce(crypto.randomUUID(),",
        },
      ],
    },
  ],
};

/** A sign-up is announced; returns how many events wait all the same. */
async function seeOneAnnounced({ stage, story }: Scene, url: string) {
  story.does("Sign up, and wait for the message to the staff.");
  const { email, ms } = await until("a sign-up succeeds", async () => {
    const tried = await signUp(url);
    assume(tried.status === 201, `POST /user answers ${tried.status}.`);
    return tried;
  });
  const isThere = async () => (await countMessages(stage, [email]))[0] === 1;
  await until("its message", isThere, { withinMs: 20_000, everyMs: 100 });
  story.sees(`201 after ${inMs(ms)}; "User ${email} created".`);
  return countWaiting(stage);
}

async function see({ story }: Scene, period: Period) {
  story.sees(`${describePeriod(period)}.`);
  return period;
}

/** Waits until there is a message for each user, and no event waits. */
async function awaitMessages(
  { stage, story }: Scene,
  emails: string[],
  waitingBefore: number,
) {
  const since = performance.now();
  let messages: number[] = [];
  const isDelivered = async () => {
    messages = await countMessages(stage, emails);
    const isQuiet = (await countWaiting(stage)) <= waitingBefore;
    return isQuiet && messages.every((count) => count > 0);
  };
  const limits = { withinMs: deliveredWithinMs, everyMs: 250 };
  const deliveredMs = await until("each message", isDelivered, limits)
    .then(() => performance.now() - since)
    .catch(() => undefined);
  const missing = messages.filter((count) => count === 0).length;
  const doubled = messages.filter((count) => count > 1).length;
  story.sees(
    `After ${inMs(performance.now() - since)}: ${emails.length} users, ${missing} without a message, ${doubled} with more than one.`,
  );
  return { messages, deliveredMs };
}

/** Whether a refused sign-up has left an account shows when it is repeated. */
async function repeatRefused({ story }: Scene, url: string, slow: Period) {
  const refused = slow.signUps.filter(({ status }) => status !== 201);
  if (refused.length === 0) return [];
  story.does("Repeat the refused sign-ups.");
  const repeated: SignUp[] = [];
  for (const { email } of refused) repeated.push(await signUp(url, email));
  const existing = withStatus(409, { signUps: repeated }).length;
  story.sees(`${existing} of ${refused.length} get 409: the account exists.`);
  return repeated;
}

function rates(before: Period, slow: Period) {
  const [first, then] = [before, slow].map((one) => rateOf(one).toFixed(1));
  return `${first} sign-ups a second before, ${then} while ${slack} was slow.`;
}

function inPercent(share: number) {
  return `${Math.floor(share * 100)} %`;
}
