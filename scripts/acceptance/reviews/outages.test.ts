// @from-99 @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { inFull, itInFull } from "../../testing/it-where.ts";
import { until } from "../../testing/until.ts";
import { itWithOwnDatabase, runningStage } from "../hooks.ts";
import { fewAtOnce } from "../samples.ts";
import { send } from "../store.ts";
import {
  loseDatabases,
  projectionOf,
  readAll,
  readLog,
  replay,
  subscribers,
  untilUpToDate,
} from "./log.ts";
import {
  asAnonymous,
  asCustomer,
  newComment,
  newPost,
  overrule,
  type Post,
  shown,
  untilModerated,
  untilShown,
} from "./samples.ts";

const soonMs = 30_000;

/** The status of each comment, as comments-api knows it. */
async function statusesOf({ id }: Post): Promise<string[]> {
  const comments = await readAll<{ status: string }>(`/posts/${id}/comments`);
  return comments.map(({ status }) => status);
}

describe("while moderation-api is down", () => {
  it("comments are pending; they are moderated after its restart", async () => {
    const stage = runningStage();
    const post = await newPost();
    await stage.kill("moderation-api/1");
    await newComment(post, "a pie");
    await newComment(post, "an orange");
    await untilShown(post, ["pending", "pending"]);
    expect((await shown(post, asAnonymous)).comments[0]).not.to.have.property(
      "content",
    );

    await stage.restart("moderation-api/1");

    await untilShown(post, ["approved", "rejected"], soonMs);
  });
});

describe("while event-bus is down", () => {
  it("comments are accepted, posts are shown; a kill loses no event", async () => {
    const stage = runningStage();
    const post = await newPost();
    await untilShown(post, []);
    await stage.kill("event-bus/1");
    await newComment(post, "a pie");
    await newComment(post, "an orange");
    const sources = ["comments-api/1", "posts-api/1"];
    for (const id of sources) await stage.kill(id);
    expect((await shown(post)).id).to.equal(post.id);
    for (const id of sources) await stage.restart(id);

    await stage.restart("event-bus/1");

    await untilShown(post, ["approved", "rejected"], soonMs);
  });
});

const commentCount = process.env.TEST_ALL ? 33 : 12;
/** With its decision and its update, each comment makes three; and the post. */
const eventCount = 3 * commentCount + 1;

describe("while query-api is down", () => {
  it(`${eventCount} events wait for it, and it catches up`, async () => {
    const stage = runningStage();
    const before = (await readLog()).length;
    await stage.kill("query-api/1");
    const post = await newPost();
    await fewAtOnce([...Array(commentCount).keys()], (i) =>
      newComment(post, i % 3 ? "pie" : "orange"),
    );
    await until(
      "all decisions",
      async () => !(await statusesOf(post)).includes("pending"),
      { withinMs: soonMs },
    );
    await until(
      `${eventCount} events`,
      async () => {
        expect(await readLog(before)).to.have.length.at.least(eventCount);
      },
      { withinMs: soonMs },
    );

    await stage.restart("query-api/1");

    await untilShown(post, await statusesOf(post), soonMs);
    await untilUpToDate();
    const replica = await readAll("/posts");
    expect(replica).to.deep.equal(projectionOf(await readLog()));
  }).timeout(120_000);
});

// The event bus's own tests replay its log; unit tests rebuild the replica.
describe("subscribers whose databases are lost", () => {
  inFull(itWithOwnDatabase)("have all of it again after a replay", async () => {
    const post = await newPost();
    const comments = [];
    for (const content of ["a pie", "an orange", "orange"]) {
      comments.push(await newComment(post, content));
    }
    const [, , last = ""] = comments;
    await untilModerated(last);
    await overrule(last, "approved");
    await untilShown(post, ["approved", "rejected", "approved"]);
    await untilUpToDate();
    const paths = ["/posts", `/posts/${post.id}/comments`, "/moderations"];
    const readStates = () => Promise.all(paths.map(readAll));
    const states = await readStates();
    const log = await readLog();

    await loseDatabases(subscribers);
    await until("the service", async () => {
      expect(await readAll("/posts")).to.deep.equal([]);
    });
    for (const name of subscribers) await replay(name);
    await untilUpToDate();

    expect(await readStates()).to.deep.equal(states);
    expect(states[0]).to.deep.equal(projectionOf(log));
    // What the replay has published again was known.
    expect(await readLog()).to.deep.equal(log);
  })?.timeout(120_000);
});

const needed = ["query-api/1", "mongodb/1"];

describe("while every other service is down", () => {
  itInFull("query-api lists posts, also for a token", async () => {
    const stage = runningStage();
    const author = asCustomer("alice");
    const post = await newPost(author);
    await newComment(post, "orange", author);
    await untilShown(post, ["rejected"]);
    const url = `${stage.url("query-api")}/posts?number=${post.number}`;
    // The first token makes query-api fetch the key of the gateway.
    await send("GET", `/posts?number=${post.number}`, { headers: author });
    const others = stage
      .instances()
      .map(({ id }) => id)
      .filter((id) => !needed.includes(id));
    await Promise.all(others.map((id) => stage.kill(id)));
    try {
      for (const [headers, content] of [
        [{}, undefined],
        [author, "orange"],
      ] as const) {
        const reply = await fetch(url, { headers });
        expect(reply.status).to.equal(200);
        const { items } = await reply.json();
        expect(items[0].comments[0].content).to.equal(content);
      }
    } finally {
      await Promise.all(others.map((id) => stage.restart(id)));
    }
  })?.timeout(120_000);
});
