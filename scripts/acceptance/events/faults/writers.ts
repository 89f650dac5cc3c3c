import { setTimeout as pause } from "node:timers/promises";
import type { Comment, Post } from "../../../../demo99/client/store-client.ts";
import { until } from "../../../testing/until.ts";
import { asCustomer } from "../../reviews/samples.ts";
import { atOnce, unique } from "../../samples.ts";
import { send } from "../../store.ts";

/** What happens to a process while others write. */
export type Fault = {
  what: string;
  inflict: () => Promise<unknown>;
  heal: () => Promise<unknown>;
};

export type Run = {
  /** In the name of each author. */
  word: string;
  /** The ids of what was accepted. */
  posts: string[];
  comments: string[];
  /** What has happened, and when. */
  story: string[];
};

/** With its comments, their decisions and their updates, a post is 25 events. */
const commentsOnPost = 8;
const orange = "has an orange";
const retryMs = 60_000;
const paceMs = 100;

/**
 * Writers create posts and comments, each until all are accepted. For each
 * fault, they write an equal share: it begins before the fault and ends after.
 */
export async function runWriters(
  { writers, events }: { writers: number; events: number },
  faults: Fault[],
  observeOutageMs: number,
): Promise<Run> {
  const posts = events / (1 + 3 * commentsOnPost);
  const count = writers * posts * (1 + commentsOnPost);
  const run: Run = { word: unique(), posts: [], comments: [], story: [] };
  const accepted = () => run.posts.length + run.comments.length;
  const startedAt = performance.now();
  let begun = 0;
  let permitted = 0;

  async function isDue() {
    while (begun >= permitted) await pause(paceMs / 10);
    begun++;
  }

  async function write(author: string) {
    for (let post = 0; post < posts; post++) {
      await isDue();
      const title = `A pie by ${author}`;
      const { id } = await create<Post>("/posts/create", author, { title });
      run.posts.push(id);
      for (let i = 0; i < commentsOnPost; i++) {
        await isDue();
        const content = `Comment ${i} ${i % 4 === 0 ? orange : "of many"}`;
        const path = `/posts/${id}/comments`;
        const comment = await create<Comment>(path, author, { content });
        run.comments.push(comment.id);
      }
    }
  }

  const untilAccepted = (least: number, withinMs: number) =>
    until(`${least} writes are accepted`, () => accepted() >= least, {
      withinMs,
    });

  async function suffer({ what, inflict, heal }: Fault, share: number) {
    permitted = Math.ceil(share);
    await untilAccepted(accepted() + 1, retryMs);
    const before = accepted();
    const from = performance.now();
    await inflict();
    await pause(observeOutageMs);
    await heal();
    const to = performance.now();
    run.story.push(
      `${inSeconds(from - startedAt)} ${what}, ${inSeconds(to - from)}, after ${before} of ${count} writes; ${accepted() - before} more meanwhile`,
    );
    await untilAccepted(permitted, retryMs * 2);
  }

  const all = Promise.all(
    atOnce(writers, (index) => write(`writer-${index}-${run.word}`)),
  );
  all.catch(() => {});
  for (const [index, fault] of faults.entries()) {
    await suffer(fault, ((index + 1) * count) / faults.length);
  }
  await all;
  return run;
}

/** Repeats the request until it is accepted. */
function create<T>(path: string, author: string, json: object): Promise<T> {
  return until(
    `${author} is served`,
    async () => {
      const headers = asCustomer(author);
      const response = await send("POST", path, { json, headers });
      const text = await response.text();
      if (response.status !== 201) throw new Error(text);
      return JSON.parse(text) as T;
    },
    { withinMs: retryMs, everyMs: paceMs },
  );
}

export function isRejected(content = ""): boolean {
  return content.includes(orange);
}

export function inSeconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
