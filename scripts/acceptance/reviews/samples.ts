import { randomInt } from "node:crypto";
import { expect } from "chai";
import type {
  Moderation,
  PostWithComments,
} from "../../../demo99/client/store-client.ts";
import { until } from "../../testing/until.ts";
import { authorizationFor } from "../identities.ts";
import { unique } from "../samples.ts";
import { send } from "../store.ts";

type Headers = Record<string, string>;
export type Post = { id: string; number: string };

export const asCustomer = (name: string) => authorizationFor(`/carts/${name}`);
export const asStaff = () => authorizationFor("/books");
export const asAnonymous: Headers = { authorization: "" };

/** The number of an item that no other test writes about. */
export const newNumber = () =>
  `2${randomInt(1e11).toString().padStart(11, "0")}`;

async function created<T>(response: Response): Promise<T> {
  const text = await response.text();
  expect(response.status, text).to.equal(201);
  return JSON.parse(text) as T;
}

/** A new post about an item of its own. */
export function newPost(headers: Headers = {}): Promise<Post> {
  return newReview(newNumber(), `About ${unique()}`, headers);
}

/** A new post about this item. */
export async function newReview(
  number: string,
  title: string,
  headers: Headers = {},
): Promise<Post> {
  const json = { title, number };
  return created(await send("POST", "/posts/create", { json, headers }));
}

/** The id of a new comment. */
export async function newComment(
  post: Post,
  content = `Comment ${unique()}`,
  headers: Headers = {},
): Promise<string> {
  const path = `/posts/${post.id}/comments`;
  const sent = { json: { content }, headers };
  return (await created<{ id: string }>(await send("POST", path, sent))).id;
}

async function read<T>(path: string, headers: Headers): Promise<T> {
  const response = await send("GET", path, { headers });
  const text = await response.text();
  expect(response.status, text).to.equal(200);
  return JSON.parse(text) as T;
}

/** The post as query-api shows it to a caller. */
export async function shown(post: Post, headers: Headers = asStaff()) {
  const path = `/posts?number=${post.number}`;
  const { items } = await read<{ items: PostWithComments[] }>(path, headers);
  expect(items).to.have.length(1);
  return items[0] as PostWithComments;
}

/** Waits until query-api shows these statuses of the comments on a post. */
export function untilShown(post: Post, statuses: string[], withinMs = 30_000) {
  return until(
    `comments that are ${statuses}`,
    async () => {
      const found = await shown(post);
      const seen = found.comments.map(({ status }) => status);
      expect(seen).to.deep.equal(statuses);
      return found;
    },
    { withinMs, everyMs: 50 },
  );
}

/** Waits until moderation-api has decided about a comment. */
export function untilModerated(commentId: string): Promise<Moderation> {
  return until(
    "a decision about the comment",
    async () => {
      const path = "/moderations?limit=100";
      const { items } = await read<{ items: Moderation[] }>(path, asStaff());
      const found = items.find((it) => it.commentId === commentId);
      if (!found) throw new Error(JSON.stringify(items));
      return found;
    },
    { withinMs: 30_000, everyMs: 50 },
  );
}

export async function overrule(commentId: string, status: string) {
  const path = `/moderations/${commentId}`;
  const response = await send("PUT", path, { json: { status } });
  expect(response.status).to.equal(200);
}
