import { randomUUID } from "node:crypto";
import { NotFound } from "#commons/errors.ts";
import { toEvent } from "#commons/events/event.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import { createOutboxEvents } from "#commons/outbox-store.ts";
import type { NewPost, Post, Reactions, UserList } from "./post.ts";
import type { PostRepository } from "./post-repository.ts";

export type PostService = ReturnType<typeof createPostService>;

/** Posts, and the reactions of users to them. */
export function createPostService(
  posts: PostRepository,
  onCreated: () => unknown = () => {},
) {
  const outboxEvent = createOutboxEvents();
  const nextTime = createIncreasingTime();
  const unknown = (id: string) => new NotFound(`There is no post ${id}.`);

  /** The reactions after a change, as this user sees them. */
  async function changed(
    id: string,
    user: string,
    change: Promise<boolean>,
  ): Promise<Reactions> {
    const isKnown = await change;
    const [reactions] = await posts.listReactions([id], user);
    if (!(isKnown && reactions)) throw unknown(id);
    return reactions;
  }

  return {
    /** A creation stores its event, which the outbox publishes later. */
    async create(post: NewPost, author: string): Promise<Post> {
      const id = randomUUID();
      const { title, number } = post;
      const fields = { title, ...(number && { number }), author };
      const createdAt = nextTime().toISOString();
      const event = toEvent("PostCreated", {
        postId: id,
        ...fields,
        createdAt,
      });
      const created = { id, ...fields, createdAt };
      await posts.insert(created, outboxEvent(event));
      onCreated();
      return created;
    },

    async get(id: string): Promise<Post> {
      const post = await posts.find(id);
      if (!post) throw unknown(id);
      return post;
    },

    listReactions: (ids: string[], user?: string) =>
      posts.listReactions(ids, user),

    /** Idempotent, as is `remove`: a user is in a list once. */
    add: (id: string, list: UserList, user: string) =>
      changed(id, user, posts.addUser(id, list, user)),

    remove: (id: string, list: UserList, user: string) =>
      changed(id, user, posts.removeUser(id, list, user)),

    share: (id: string, user: string) => changed(id, user, posts.addShare(id)),
  };
}
