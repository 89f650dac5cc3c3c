import { setTimeout as pause } from "node:timers/promises";
import { findFreePort, isPortFree } from "../stage/ports.ts";
import { type Stage, startStage } from "../stage/stage.ts";
import {
  assume,
  doesNotHold,
  holds,
  type Lesson,
  type Scene,
  type Verdict,
} from "./lesson.ts";
import { connect, type Refusal, type Store, summarize } from "./store.ts";
import { createVariant } from "./variant.ts";

type Moved = { store: Store; from: string; to: string; pids: Pids };
type Pids = Record<string, number | undefined>;

const moved = "numbergenerator-api";
const caller = "book-api";
const callerFile = `services/${caller}/src/main.ts`;
const paceMs = 100;

/** A service moves to another port: do its callers find it? */
export const movedService: Lesson<Moved> = {
  stage: "demo02",
  title: `${moved} moves to another port`,
  instances: { [moved]: 1 },

  async stimulus({ stage, story }) {
    const store = await connect(stage);
    story.does("Add a book.");
    const { book, refusals } = await addBook(store, 15_000);
    assume(
      book,
      `No book can be added before the move: ${summarize(refusals)}.`,
    );
    story.sees(`201, its number is ${book.number}.`);

    const from = stage.url(moved);
    const pids = pidsOf(stage);
    const oldPort = Number(new URL(from).port);
    const port = await findFreePort(oldPort + 1000);
    story.does(`Move ${moved} from port ${oldPort} to ${port}.`);
    await stage.move(moved, port);
    const to = stage.url(moved);
    assume(await isPortFree(oldPort), `Something still listens at ${from}.`);
    assume((await fetch(`${to}/ping`)).ok, `${to} does not answer a ping.`);
    story.sees(`It responds at ${to}; nothing listens at ${from}.`);
    return { store, from, to, pids };
  },

  symptom: {
    expectation: `the service responds at its new port, but no book can be added until the code of ${caller} is edited.`,
    async judge(scene, facts) {
      const { book, refusals } = await addBookFor(scene, facts.store, 5_000);
      if (book) return doesNotHold("A book could be added.");
      if (!refusals.every((refusal) => blames(facts.from, refusal))) {
        return doesNotHold(`Not every refusal names ${facts.from}.`);
      }
      return healByEditing(scene, facts);
    },
  },

  cure: {
    expectation:
      "a book can be added again within 15 seconds, and no caller is edited or restarted.",
    async judge(scene, { store, pids, to }) {
      const { stage, story } = scene;
      const { book, ms } = await addBookFor(scene, store, 15_000);
      if (!book) return doesNotHold("No book could be added in 15 s.");
      story.does("Add 10 more.");
      const refusals = await store.addBooks(10);
      if (refusals.length > 0) return doesNotHold(summarize(refusals));
      story.sees("10 × 201.");
      const restarted = findRestarted(stage, pids);
      if (restarted.length > 0) return doesNotHold(`Restarted: ${restarted}.`);
      story.sees(`${caller} is still process ${pids[`${caller}/1`]}.`);
      return holds(`It was found at ${to} within ${inSeconds(ms)}.`);
    },
  },

  broken: [
    {
      about: "a registry client that keeps the first address it learned",
      edits: [
        {
          file: "commons/registry.ts",
          find: "services.set(service, {",
          replace: "if (!services.has(service)) services.set(service, {",
        },
        {
          file: "commons/registry.ts",
          find: "known.listed = [];",
          replace: "void known;",
        },
      ],
    },
  ],
};

/** Adds a book, and prints it. */
async function addBookFor({ story }: Scene, store: Store, withinMs: number) {
  story.does(`Add a book. Try until it works, at most ${inSeconds(withinMs)}.`);
  const tried = await addBook(store, withinMs);
  const { book, refusals, ms } = tried;
  if (refusals.length > 0) story.sees(summarize(refusals));
  if (book) {
    story.sees(`201 after ${inSeconds(ms)}, its number is ${book.number}.`);
  }
  return tried;
}

/** Repeats until a book is added or the time is over. */
async function addBook(store: Store, withinMs: number) {
  const startedAt = performance.now();
  const elapsedMs = () => performance.now() - startedAt;
  const refusals: Refusal[] = [];
  while (elapsedMs() < withinMs) {
    const answer = await store.addBook();
    if (answer.ok) return { book: answer.body, refusals, ms: elapsedMs() };
    refusals.push(answer);
    await pause(paceMs);
  }
  return { refusals, ms: elapsedMs() };
}

function blames(url: string, { status, detail }: Refusal) {
  return status === 503 && detail.includes(url);
}

async function healByEditing(scene: Scene, facts: Moved): Promise<Verdict> {
  const { stage, story } = scene;
  const { store, from, to } = facts;
  const response = await fetch(`${to}/numbers/book`);
  assume(response.ok, `${to} issues no numbers: ${response.status}.`);
  story.sees(`${to} itself issues a number: ${await response.text()}`);

  story.does(`Edit ${callerFile}: ${from} becomes ${to}. Restart ${caller}.`);
  const edited = await restartEdited(stage, from, to);
  const { book } = await addBookFor(scene, store, 5_000).finally(edited.stop);
  return book
    ? holds(`${caller} called ${from} until its code was edited.`)
    : doesNotHold(`Editing ${caller} did not help.`);
}

/** Restarts the caller from an edited copy of the stage. */
async function restartEdited(stage: Stage, from: string, to: string) {
  const edit = { file: callerFile, find: `"${from}"`, replace: `"${to}"` };
  const { directory, mongodbUrl } = stage;
  const edited = await createVariant(directory, "edited-caller", [edit]);
  await stage.terminate(caller);
  return startStage({ stage: edited, only: [caller], mongodbUrl });
}

/** The processes of all instances but the one that moves. */
function pidsOf(stage: Stage): Pids {
  const others = stage.instances().filter(({ service }) => service !== moved);
  return Object.fromEntries(others.map(({ id, pid }) => [id, pid]));
}

function findRestarted(stage: Stage, pids: Pids) {
  return Object.entries(pidsOf(stage))
    .filter(([id, pid]) => pid !== pids[id])
    .map(([id]) => id);
}

function inSeconds(ms: number) {
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return `${(ms / 1000).toFixed(1).replace(".0", "")} s`;
}
