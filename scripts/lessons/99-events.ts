import { until } from "../testing/until.ts";
import { ask } from "./ask.ts";
import { type Discussion, type Status, startDiscussion } from "./discussion.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
} from "./lesson.ts";
import { inMs } from "./waits.ts";
import { withoutLog } from "./without-log.ts";

export type Moderated = {
  /** Of the comments during the outage, before its end. */
  during: Status[];
  /** Of the same comments, some seconds after its end. */
  after: Status[];
  /** The time from the end of the outage until all are decided, if ever. */
  decidedMs: number | undefined;
  /** Of a comment that was written after the outage. */
  later: Status;
  /** How many events the bus has still to deliver, in the end. */
  left: number;
};

type Subscriber = {
  name: string;
  state: string;
  lag: number;
  attempts: number;
};

const service = "moderation-api";
const id = `${service}/1`;
const first = "A pie for every shelf.";
const contents = [
  "Crisp crust, honest filling.",
  "The orange filling is better.",
  "Gone in one evening.",
];
/** The word "orange" is in the list of moderation-api. */
const due: Status[] = ["approved", "rejected", "approved"];
/** The bus may notice some seconds later that the service is back. */
const laterContents = Array.from({ length: 10 }, (_, i) => `Slice ${i + 1}.`);
/** The bus has called it in vain for three seconds by then. */
const calls = 5;

/** The service that decides about comments is down: do they wait for it? */
export const events: Lesson<Moderated> = {
  stage: "demo99",
  chapter: withoutLog,
  title: `${service} is down`,

  async stimulus(scene) {
    const { stage, story } = scene;
    story.does(`Write a post, and a comment: "${first}"`);
    const discussion = await startDiscussion(stage);
    const { status, ms } = await moderateOne(
      discussion,
      [first, first, first],
      6_000,
    );
    assume(isDecided(status), `The first comment is ${status}.`);
    story.sees(`201, and ${status} ${inMs(ms)} later.`);

    story.does(`Kill ${id} (kill -9), and write three comments.`);
    await stage.kill(id);
    const ids: string[] = [];
    for (const content of contents) ids.push(await show(discussion, content));
    const during = await discussion.statusesOf(ids);
    story.sees(`query-api lists\n${describe(during)}`);
    await seeAttempts(scene);

    story.does(`Restart ${id}, and write comments until one is decided.`);
    await stage.restart(id);
    const since = performance.now();
    const later = await moderateOne(discussion, laterContents);
    story.sees(`Comment ${later.count} after the restart is ${later.status}.`);
    const areDecided = async () =>
      (await discussion.statusesOf(ids)).every(isDecided);
    const limits = { withinMs: 5_000, everyMs: 100 };
    const decidedMs = await until("all are decided", areDecided, limits)
      .then(() => performance.now() - since)
      .catch(() => undefined);
    const after = await discussion.statusesOf(ids);
    const soFar = decidedMs ?? performance.now() - since;
    story.sees(`${inMs(soFar)} after the restart\n${describe(after)}`);
    const left = (await readSubscriber(scene)).lag;
    return { during, after, decidedMs, later: later.status, left };
  },

  symptom: {
    expectation: `the comments of the outage stay pending for ever: the bus has nothing left to deliver. A comment that is written after the outage is moderated.`,
    async judge(_, { during, after, later, left }) {
      const faults = [...faultsOf(during), ...faultsAfter(later)];
      if (faults[0]) return doesNotHold(faults[0]);
      if (left > 0) return doesNotHold(`The bus still has ${left} events.`);
      const decided = after.filter(isDecided).length;
      if (decided > 0) {
        return doesNotHold(`${decided} of ${after.length} were moderated.`);
      }
      return holds(
        `The ${after.length} comments of the outage are pending, and no event about them is left. One that was written later is ${later}.`,
      );
    },
  },

  cure: {
    expectation: `the comments of the outage are pending, and every other subscriber has them at once. After the outage, all are moderated.`,
    async judge(_, { during, after, decidedMs, later }) {
      const faults = [...faultsOf(during), ...faultsAfter(later)];
      if (faults[0]) return doesNotHold(faults[0]);
      const wrong = after.filter((status, index) => status !== due[index]);
      if (wrong.length > 0 || decidedMs === undefined) {
        return doesNotHold(
          `${wrong.length} of ${after.length} comments of the outage are ${wrong.join(", ")}.`,
        );
      }
      return holds(
        `${after.length} comments were pending during the outage; ${inMs(decidedMs)} after it, all were moderated.`,
      );
    },
  },

  broken: [
    withoutLog.problem,
    {
      about: "a cursor that moves on when a delivery has failed",
      edits: [failedDelivery("return { handled: batch.length };")],
    },
    {
      about: "a subscriber without a reply that counts as one that refuses",
      edits: [failedDelivery("return { handled: 0, error: message };")],
    },
    {
      about: "a subscriber without a reply that blocks all others",
      edits: [
        {
          file: "services/event-bus/src/delivery-service.ts",
          find: "const to = await subscribers.find(name);",
          replace: `const to = await subscribers.find(name);
      const all = await subscribers.list();
      if (all.some((it) => it.name !== name && it.failures > 0)) return false;`,
        },
      ],
    },
  ],
};

/** What the bus does after a delivery without a reply. */
function failedDelivery(replace: string) {
  return {
    file: "services/event-bus/src/delivery-service.ts",
    find: `await subscribers.replace(to, afterFailure(to, message, now()));
      return undefined;`,
    replace,
  };
}

function isDecided(status: Status) {
  return status === "approved" || status === "rejected";
}

/** Writes comments, until one of them is decided. */
async function moderateOne(
  discussion: Discussion,
  contents: string[],
  withinMs = 2_000,
) {
  const since = performance.now();
  const ids: string[] = [];
  const findDecided = async () =>
    (await discussion.statusesOf(ids)).find(isDecided) ?? false;
  for (const content of contents) {
    ids.push(await discussion.comment(content));
    const limits = { withinMs, everyMs: 50 };
    const found = until("a decision", findDecided, limits);
    const status = await found.catch(() => {});
    if (!status) continue;
    return { status, ms: performance.now() - since, count: ids.length };
  }
  return { status: "pending" as const, ms: Number.NaN, count: ids.length };
}

/** Writes a comment, and waits until it is in the list, if that is in time. */
async function show(discussion: Discussion, content: string) {
  const id = await discussion.comment(content);
  const isThere = async () =>
    (await discussion.statusesOf([id]))[0] !== undefined;
  await until("the comment is listed", isThere).catch(() => {});
  return id;
}

/** Waits until the bus has repeated its calls, or has nothing to deliver. */
async function seeAttempts(scene: Scene) {
  const isOver = async () => {
    const found = await readSubscriber(scene);
    return found.attempts >= calls || found.lag === 0;
  };
  const limits = { withinMs: 8_000, everyMs: 100 };
  await until("the bus repeats its calls", isOver, limits).catch(() => {});
  const { state, lag, attempts: failed } = await readSubscriber(scene);
  scene.story.sees(
    `event-bus shows ${service} as "${state}": ${failed} failed calls, ${lag} events to deliver.`,
  );
}

async function readSubscriber({ stage }: Scene): Promise<Subscriber> {
  const overview = await ask<{ subscribers: Subscriber[] }>(
    `${stage.url("event-bus")}/overview`,
  );
  const found = overview?.subscribers.find(({ name }) => name === service);
  assume(found, `The bus has no subscriber ${service}.`);
  return found;
}

function faultsOf(during: Status[]): string[] {
  const others = during.filter((status) => status !== "pending");
  if (others.length === 0) return [];
  const names = others.map((status) => status ?? "missing").join(", ");
  return [`During the outage, ${others.length} comments are ${names}.`];
}

function faultsAfter(later: Status): string[] {
  return isDecided(later)
    ? []
    : [`A comment after the outage is ${later ?? "missing"}.`];
}

function describe(statuses: Status[]): string {
  return statuses
    .map((status, index) => {
      return `  ${(status ?? "missing").padEnd(9)}"${contents[index]}"`;
    })
    .join("\n");
}
