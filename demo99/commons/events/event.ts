import * as z from "zod";

const key = z.string().min(1).max(64);
const time = z.iso.datetime();
const status = z.enum(["approved", "rejected"]);
const version = z.int().min(1);

/** What each type of event carries; a receiver takes no more than this. */
export const eventData = {
  PostCreated: z.object({
    postId: key,
    title: z.string(),
    number: z.string().optional(),
    author: z.string(),
    createdAt: time,
  }),
  CommentCreated: z.object({
    commentId: key,
    postId: key,
    content: z.string(),
    author: z.string(),
    createdAt: time,
  }),
  /** Version 1 is the automatic decision; staff overrule it with the next. */
  CommentModerated: z.object({
    commentId: key,
    postId: key,
    status,
    version,
    reason: z.string().optional(),
  }),
  /** The whole comment, so that the order of events does not matter. */
  CommentUpdated: z.object({
    commentId: key,
    postId: key,
    content: z.string(),
    author: z.string(),
    createdAt: time,
    status,
    version,
  }),
};

export type EventType = keyof typeof eventData;
export type EventData = {
  [T in EventType]: z.infer<(typeof eventData)[T]>;
};

/** The only service that may publish each type. */
export const publisherOf: Record<EventType, string> = {
  PostCreated: "posts-api",
  CommentCreated: "comments-api",
  CommentModerated: "moderation-api",
  CommentUpdated: "comments-api",
};

/** The same fact has the same id, so that the bus stores it once. */
const idOf: { [T in EventType]: (data: EventData[T]) => string } = {
  PostCreated: ({ postId }) => `post-${postId}`,
  CommentCreated: ({ commentId }) => `comment-${commentId}`,
  CommentModerated: ({ commentId, version }) =>
    `moderated-${commentId}-${version}`,
  CommentUpdated: ({ commentId, version }) => `updated-${commentId}-${version}`,
};

export type Event = {
  [T in EventType]: { id: string; type: T; data: EventData[T] };
}[EventType];

export function toEvent<T extends EventType>(type: T, data: EventData[T]) {
  return { id: idOf[type](data), type, data } as Extract<Event, { type: T }>;
}

/** An event in the log of the bus: positions are 1, 2, 3, and so on. */
export const storedEvent = z.object({
  position: z.int().min(1),
  id: z.string(),
  type: z.string(),
  data: z.record(z.string(), z.unknown()),
  publisher: z.string(),
  at: time,
  /** The trace that it belongs to, if there is one. */
  b3: z.string().optional(),
});

export type StoredEvent = z.infer<typeof storedEvent>;

export function isEventType(type: string): type is EventType {
  return Object.hasOwn(eventData, type);
}
