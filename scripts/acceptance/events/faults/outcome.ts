import { expect } from "chai";
import { MongoClient } from "mongodb";
import type {
  Moderation,
  PostWithComments,
} from "../../../../demo99/client/store-client.ts";
import { until } from "../../../testing/until.ts";
import { runningStage } from "../../hooks.ts";
import {
  type Event,
  projectionOf,
  readAll,
  readLog,
  untilUpToDate,
} from "../../reviews/log.ts";
import { isRejected, type Run } from "./writers.ts";

type Stored = { _id: string; author: string; unpublished?: object[] };

export type Outcome = {
  /** What posts-api and comments-api have in their databases. */
  stored: { posts: string[]; comments: string[] };
  /** The events about these, in the order of the log. */
  log: Event[];
};

const settleMs = process.env.TEST_ALL ? 1_800_000 : 180_000;

/** What a service has stored for the authors of a run. */
async function readStored(service: string, name: string, { word }: Run) {
  const client = new MongoClient(runningStage().mongodbUrl);
  try {
    const found = await client
      .db(service)
      .collection<Stored>(name)
      .find({ author: { $regex: word } })
      .toArray();
    expect(found.filter(({ unpublished }) => unpublished)).to.deep.equal([]);
    return found.map(({ _id }) => _id);
  } finally {
    await client.close();
  }
}

/**
 * Compares what was accepted, what the services have, and what the log has:
 * nothing is lost, and nothing is there twice.
 */
export async function expectNothingLost(run: Run): Promise<Outcome> {
  const stored = await until(
    "all events are published",
    async () => ({
      posts: await readStored("posts-api", "posts", run),
      comments: await readStored("comments-api", "comments", run),
    }),
    { withinMs: settleMs, everyMs: 200 },
  );
  expect(stored.posts).to.include.members(run.posts);
  expect(stored.comments).to.include.members(run.comments);

  const idsOf = (log: Event[], wanted: string, key: "postId" | "commentId") =>
    log.filter(({ type }) => type === wanted).map(({ data }) => data[key]);
  const log = await until(
    "an update of each comment",
    async () => {
      const found = (await readLog()).filter(isOf(stored));
      const comments = idsOf(found, "CommentUpdated", "commentId");
      expect(comments).to.have.length(stored.comments.length);
      return found;
    },
    { withinMs: settleMs, everyMs: 500 },
  );
  expectSame(idsOf(log, "PostCreated", "postId"), stored.posts);
  for (const type of ["CommentCreated", "CommentModerated", "CommentUpdated"]) {
    expectSame(idsOf(log, type, "commentId"), stored.comments);
  }
  expect(new Set(log.map(({ id }) => id))).to.have.property("size", log.length);
  return { stored, log };
}

/** The log has no gap, and no other events than services have published. */
export async function expectWholeLog() {
  const log = await readLog();
  expect(log.map(({ position }) => position)).to.deep.equal(
    log.map((_, index) => index + 1),
  );
  return log.length;
}

/** The replica and the decisions are those that follow from the log. */
export async function expectProjected({ stored, log }: Outcome) {
  await untilUpToDate(settleMs);
  const replica = await readReplica(stored);
  expect(replica).to.deep.equal(projectionOf(log));
  for (const { content, status } of replica.flatMap((it) => it.comments)) {
    expect(status).to.equal(isRejected(content) ? "rejected" : "approved");
  }
  const decided = (await readAll<Moderation>("/moderations"))
    .map(({ commentId }) => commentId)
    .filter((id) => stored.comments.includes(id));
  expectSame(decided, stored.comments);
  return replica;
}

/** The posts of a run, with their comments, as staff see them. */
export async function readReplica({ posts }: Outcome["stored"]) {
  const all = await readAll<PostWithComments>("/posts");
  return all.filter(({ id }) => posts.includes(id));
}

/** The same ids, each once, in any order. */
function expectSame(found: string[], expected: string[]) {
  expect(found.toSorted()).to.deep.equal(expected.toSorted());
}

function isOf({ posts }: Outcome["stored"]) {
  const ids = new Set(posts);
  return ({ data }: Event) => ids.has(data.postId);
}
