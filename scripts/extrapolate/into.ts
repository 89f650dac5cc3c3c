import { setTimeout as pause } from "node:timers/promises";
import type * as Client from "../../demo99/client/store-client.ts";
import { StageError } from "../stage/errors.ts";
import type { Made } from "./extrapolate.ts";
import type { MadeItem } from "./items.ts";
import type { MadePost } from "./posts.ts";

export type Store = Pick<
  Client.StoreClient,
  "books" | "cds" | "dvds" | "posts" | "comments"
>;

export type Progress = {
  items: number;
  posts: number;
  refused: number;
  /** Requests beyond the gateway's limit, which are repeated. */
  repeated: number;
};

type Refused = Progress & { reasons: Map<string, number> };

const atOnce = 8;
const maxInARow = 20;
const stock = 10;

/** Whether this error is the store's refusal; its status is 0 without a reply. */
const statusOf = (error: unknown) =>
  (error as Partial<Client.StoreError>).status;

/**
 * Adds the data to a store, a few at a time. A refusal is counted; after 20 in
 * a row nothing more is sent. The gateway's rate limit is waited for.
 */
export async function addTo(
  store: Store,
  data: Iterable<Made>,
  onProgress: (progress: Progress) => void = () => {},
  repeatAfterMs = 1_000,
): Promise<Refused> {
  const sum = { items: 0, posts: 0, refused: 0, repeated: 0 };
  const reasons = new Map<string, number>();
  // The store gives each item a number of its own; none if it is refused.
  const numbers = new Map<string, Promise<string | undefined>>();
  let inARow = 0;

  /** Repeats what the gateway has refused because of its limit. */
  async function patiently<T>(call: () => Promise<T>): Promise<T> {
    for (;;) {
      try {
        return await call();
      } catch (error) {
        if (statusOf(error) !== 429) throw error;
        sum.repeated++;
        await pause(repeatAfterMs);
      }
    }
  }

  async function addItem({ kind, number, ...fields }: MadeItem) {
    // Each kind has its own fields, which the store checks.
    const catalog = store[`${kind}s`] as {
      create(item: object): Promise<Item>;
    };
    const added = patiently(() => catalog.create({ ...fields, stock }));
    const newNumber = added.then((item) => item.number);
    numbers.set(
      number,
      newNumber.catch(() => undefined),
    );
    await newNumber;
    sum.items++;
  }

  async function addPost({ title, number, comments }: MadePost) {
    const about = await numbers.get(number);
    const sent = { title, ...(about && { number: about }) };
    const post = await patiently(() => store.posts.create(sent));
    for (const content of comments) {
      await patiently(() => store.comments.create(post.id, content));
    }
    sum.posts++;
  }

  function refuse(error: unknown) {
    if (statusOf(error) === undefined) throw error;
    const { message } = error as Error;
    sum.refused++;
    reasons.set(message, (reasons.get(message) ?? 0) + 1);
    if (++inARow < maxInARow) return;
    throw new StageError(
      `The last ${maxInARow} requests failed, after ${sum.items} items and ${sum.posts} posts: ${message}`,
    );
  }

  async function add(made: Made) {
    try {
      await (made.kind === "post" ? addPost(made) : addItem(made));
      inARow = 0;
    } catch (error) {
      refuse(error);
    }
    onProgress({ ...sum });
  }

  const iterator = data[Symbol.iterator]();
  async function work() {
    for (let it = iterator.next(); !it.done; it = iterator.next()) {
      await add(it.value);
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work));
  return { ...sum, reasons };
}

type Item = { number: string };
