import { expect } from "chai";
import { describe, it } from "mocha";
import type { Event } from "#commons/events/event.ts";
import {
  madeUpLog,
  seeds,
  shuffled,
} from "#commons/events/test/made-up-log.ts";
import { type Comment, projectComment } from "../src/comment.ts";
import { type Post, projectPost } from "../src/post.ts";

type State = { posts: Record<string, Post>; comments: Record<string, Comment> };

function project({ posts, comments }: State, { type, data }: Event): State {
  if (type === "PostCreated") {
    const post = projectPost(posts[data.postId], data);
    return { posts: { ...posts, [post.id]: post }, comments };
  }
  if (type === "CommentModerated") return { posts, comments };
  const comment = projectComment(comments[data.commentId], data);
  return { posts, comments: { ...comments, [comment.id]: comment } };
}

const stateOf = (log: Event[], from: State = { posts: {}, comments: {} }) =>
  log.reduce(project, from);

describe("the projection of posts and comments", () => {
  it("shows each comment as it was decided last", () => {
    const { posts, comments } = stateOf(madeUpLog());

    expect(Object.keys(posts)).to.have.members(["p1", "p2"]);
    const statuses = Object.values(comments).map(({ id, status }) => {
      return `${id} ${status}`;
    });
    expect(statuses).to.have.members([
      "c1 pending",
      "c2 approved",
      "c3 rejected",
    ]);
  });

  it("is the same for the events in any order, and repeated", () => {
    const log = madeUpLog();
    const expected = stateOf(log);

    for (const seed of seeds(500)) {
      expect(stateOf(shuffled(log, seed)), `${seed}`).to.deep.equal(expected);
    }
  });

  it("is the same for a log that ends early, and goes on later", () => {
    const log = madeUpLog();

    for (const seed of seeds(log.length)) {
      const part = log.slice(0, seed);
      const early = stateOf(shuffled(part, seed));

      expect(early, `${seed}`).to.deep.equal(stateOf(part));
      const late = stateOf(shuffled(log, seed + 1), early);
      expect(late, `${seed}`).to.deep.equal(stateOf(log));
    }
  });

  it("keeps the same object when nothing changes", () => {
    for (const { type, data } of madeUpLog()) {
      if (type === "PostCreated") {
        const post = projectPost(undefined, data);
        expect(projectPost(post, data)).to.equal(post);
      } else if (type !== "CommentModerated") {
        const comment = projectComment(undefined, data);
        expect(projectComment(comment, data)).to.equal(comment);
      }
    }
  });
});
