import { type Event, toEvent } from "#commons/events/event.ts";

const author = "alice";
const at = (second: number) =>
  new Date(Date.UTC(2026, 10, 29, 12, 0, second)).toISOString();

const post = (id: string, second: number) =>
  toEvent("PostCreated", {
    ...{ postId: id, title: `Post ${id}`, author, createdAt: at(second) },
  });

const comment = (id: string, content: string, second: number) => ({
  ...{ commentId: id, postId: "p1", content, author, createdAt: at(second) },
});

/**
 * A log of two posts, and of comments that are pending, approved, rejected, and
 * overruled twice.
 */
export function madeUpLog(): Event[] {
  const pending = comment("c1", "pending", 3);
  const approved = comment("c2", "approved", 4);
  const overruled = comment("c3", "an orange", 5);
  const decide = (
    of: typeof pending,
    status: "approved" | "rejected",
    version: number,
  ) => [
    toEvent("CommentModerated", {
      ...{ commentId: of.commentId, postId: of.postId, status, version },
      ...(status === "rejected" && { reason: 'has the word "orange"' }),
    }),
    toEvent("CommentUpdated", { ...of, status, version }),
  ];
  return [
    post("p1", 1),
    toEvent("CommentCreated", pending),
    toEvent("CommentCreated", approved),
    ...decide(approved, "approved", 1),
    post("p2", 2),
    toEvent("CommentCreated", overruled),
    ...decide(overruled, "rejected", 1),
    ...decide(overruled, "approved", 2),
    ...decide(overruled, "rejected", 3),
  ];
}

/** The same events in other orders, some of them repeated. */
export function shuffled<T>(log: T[], seed: number): T[] {
  const random = randomOf(seed);
  const repeated = log.filter(() => random() < 0.4);
  return [...log, ...repeated]
    .map((event) => ({ event, key: random() }))
    .sort((a, b) => a.key - b.key)
    .map(({ event }) => event);
}

export const seeds = (count: number) =>
  Array.from({ length: count }, (_, index) => index + 1);

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
