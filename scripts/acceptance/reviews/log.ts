import { expect } from "chai";
import { MongoClient } from "mongodb";
import type {
  Comment,
  Post,
  PostWithComments,
} from "../../../demo99/client/store-client.ts";
import { until } from "../../testing/until.ts";
import { callGateway } from "../auth/people.ts";
import { runningStage } from "../hooks.ts";
import { send } from "../store.ts";
import { asStaff } from "./samples.ts";

type Whole = Post & Comment & { postId: string; commentId: string };
export type Event = {
  position: number;
  id: string;
  type: string;
  data: Whole & { version?: number };
};
type Subscriber = { name: string; lag: number; replay: object | null };

async function askBus<T>(path: string): Promise<T> {
  const url = runningStage().url("event-bus") + path;
  const response = await fetch(url, { headers: asStaff() });
  expect(response.status).to.equal(200);
  return (await response.json()) as T;
}

/** All events of the log, or those behind a position. */
export async function readLog(after = 0): Promise<Event[]> {
  const all: Event[] = [];
  for (let position = after; ; ) {
    const path = `/events?after=${position}&limit=100`;
    const { items } = await askBus<{ items: Event[] }>(path);
    all.push(...items);
    if (items.length === 0) return all;
    position = items.at(-1)?.position ?? 0;
  }
}

/** The services that this chapter is about; other tests add their own. */
export const subscribers = ["query-api", "comments-api", "moderation-api"];

/** Waits until they have all events, and no replay is running. */
export async function untilUpToDate(withinMs = 60_000) {
  await until(
    "subscribers that are up to date",
    async () => {
      const path = "/subscribers";
      const { items } = await askBus<{ items: Subscriber[] }>(path);
      const behind = items
        .filter(({ name }) => subscribers.includes(name))
        .filter(({ lag, replay }) => lag > 0 || replay);
      expect(behind).to.deep.equal([]);
    },
    { withinMs, everyMs: 50 },
  );
}

export async function replay(subscriber: string) {
  const json = { subscriber };
  const sent = { json, headers: asStaff() };
  const response = await callGateway("POST", "/replay", sent);
  expect(response.status).to.equal(202);
}

/** What the replica must be, computed from the log. */
export function projectionOf(log: Event[]): PostWithComments[] {
  const comments = new Map<string, Comment & { version: number; on: string }>();
  const posts: Post[] = [];
  for (const { type, data } of log) {
    const { postId, commentId, version = 0, ...fields } = data;
    // Other tests publish what subscribers refuse.
    const isPost = type === "PostCreated" && typeof data.title === "string";
    if (isPost) posts.push({ ...fields, id: postId });
    if (!["CommentCreated", "CommentUpdated"].includes(type)) continue;
    const { status = "pending" } = data;
    const comment = { ...fields, id: commentId, status, version, on: postId };
    const isLatest = version >= (comments.get(commentId)?.version ?? 0);
    if (isLatest) comments.set(commentId, comment);
  }
  const onPost = (id: string) =>
    [...comments.values()]
      .filter(({ on }) => on === id)
      .map(({ on, version, ...comment }) => comment)
      .sort((a, b) => compare(a.createdAt + a.id, b.createdAt + b.id));
  return posts
    .map((post) => {
      const all = onPost(post.id);
      return { ...post, comments: all.slice(-50), commentCount: all.length };
    })
    .sort((a, b) => compare(b.createdAt + b.id, a.createdAt + a.id));
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));

/** All pages of a list, as staff see them. */
export async function readAll<T>(path: string): Promise<T[]> {
  const all: T[] = [];
  for (let after = ""; ; ) {
    const query = `?limit=100${after && `&after=${after}`}`;
    const response = await send("GET", path + query, { headers: asStaff() });
    expect(response.status).to.equal(200);
    const { items, next } = await response.json();
    all.push(...items);
    if (!next) return all;
    after = next;
  }
}

/** Ends services, and drops their databases before they run again. */
export async function loseDatabases(services: string[]) {
  const stage = runningStage();
  for (const service of services) await stage.kill(`${service}/1`);
  const client = new MongoClient(stage.mongodbUrl);
  try {
    for (const name of services) await client.db(name).dropDatabase();
  } finally {
    await client.close();
  }
  await Promise.all(services.map((it) => stage.restart(`${it}/1`)));
}
