import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { NotFound, Unavailable } from "#commons/errors.ts";
import { type Event, toEvent } from "#commons/events/event.ts";
import {
  madeUpLog,
  seeds,
  shuffled,
} from "#commons/events/test/made-up-log.ts";
import type { HttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createComments } from "../src/comments.ts";

const log = createLog("test", "silent");
const alice = as("alice", "customer");
type Comment = { id: string; content?: string; status: string };
type Handlers = Record<string, ((data: object) => unknown) | undefined>;

describe("comments-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let published: Event[];
  let asked: string[];
  let failure: Error | undefined;
  let url: string;
  let handlers: Handlers;
  let publish: () => Promise<void>;

  const publisher = {
    async publish(type: string, data: object, { id }: { id: string }) {
      published.push({ id, type, data } as Event);
    },
  };

  async function askPostsApi(method: string, path: string) {
    asked.push(`${method} ${path}`);
    if (failure) throw failure;
  }

  async function start() {
    const comments = createComments(testDatabase.database, {
      log,
      publisher,
      postsApi: askPostsApi as HttpClient,
    });
    await comments.prepare();
    handlers = comments.handlers as Handlers;
    publish = comments.publish;
    const { routes } = comments;
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  }

  async function apply(events: Event[]) {
    for (const { type, data } of events) await handlers[type]?.(data);
  }

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    published = [];
    asked = [];
    failure = undefined;
    await start();
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  const path = "/posts/p1/comments";
  const post = (json: unknown, headers: object = alice) =>
    fetch(url + path, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(json),
    });
  const create = async (content: string, headers = alice) =>
    (await post({ content }, headers)).json();
  const list = async (headers = {}, query = "") => {
    const reply = await fetch(`${url}${path}${query}`, { headers });
    return (await reply.json()) as { items: Comment[]; next: string | null };
  };
  const decide = (commentId: string, status: "approved" | "rejected") =>
    apply([
      toEvent("CommentModerated", {
        ...{ commentId, postId: "p1", status, version: 1 },
      }),
    ]);

  it("stores a comment as pending, and publishes it", async () => {
    const content = "First line\nSecond line <b>";
    const response = await post({ content });
    const comment = await response.json();
    await publish();

    expect(response.status).to.equal(201);
    const { id, createdAt } = comment;
    const whole = { postId: "p1", content, author: "alice", createdAt };
    expect(comment).to.deep.equal({ id, ...whole, status: "pending" });
    expect((await list(alice)).items).to.deep.equal([comment]);
    expect(published).to.deep.equal([
      toEvent("CommentCreated", { commentId: id, ...whole }),
    ]);
  });

  it("asks posts-api for a post that it does not know, once", async () => {
    await create("one");
    await create("two");
    await list();

    expect(asked).to.deep.equal(["GET /posts/p1"]);
  });

  it("asks posts-api for no post that an event has announced", async () => {
    failure = new Unavailable("down");
    await apply(madeUpLog());

    expect((await post({ content: "one" })).status).to.equal(201);
    expect(asked).to.deep.equal([]);
  });

  it("refuses a comment on an unknown post, or on one that may be", async () => {
    for (const [error, status] of [
      [new NotFound("There is no post p1."), 404],
      [new Unavailable("posts-api is down"), 503],
    ] as const) {
      failure = error;

      expect((await post({ content: "one" })).status).to.equal(status);
      expect((await fetch(url + path)).status).to.equal(status);
    }
    await publish();
    expect(published).to.deep.equal([]);
  });

  it("stores a decision, and publishes the whole comment", async () => {
    const { id, ...comment } = await create("one");
    await publish();
    await decide(id, "approved");
    await decide(id, "approved");
    await publish();

    const approved = { ...comment, status: "approved" };
    expect((await list()).items).to.deep.equal([{ id, ...approved }]);
    expect(published.slice(1)).to.deep.equal([
      toEvent("CommentUpdated", { commentId: id, ...approved, version: 1 }),
    ]);
  });

  it("shows what is not approved to its author and the staff", async () => {
    const rejected = await create("orange");
    await create("pending");
    await decide(rejected.id, "rejected");
    const contentsFor = async (headers: object) =>
      (await list(headers)).items.map(({ content, status }) => {
        return `${status} ${content}`;
      });

    const all = ["rejected orange", "pending pending"];
    expect(await contentsFor(alice)).to.deep.equal(all);
    expect(await contentsFor(as("admin", "admin"))).to.deep.equal(all);
    const others = [{}, as("bob", "customer"), as("alice", "service")];
    for (const headers of others) {
      expect(await contentsFor(headers)).to.deep.equal([
        "rejected undefined",
        "pending undefined",
      ]);
    }
  });

  it("lists a page at a time, the oldest first", async () => {
    for (const content of ["1", "2", "3"]) await create(content);

    const first = await list(alice, "?limit=2");
    const second = await list(alice, `?limit=2&after=${first.next}`);

    const pages = [first, second].map(({ items }) =>
      items.map(({ content }) => content),
    );
    expect(pages).to.deep.equal([["1", "2"], ["3"]]);
    expect(second.next).to.equal(null);
  });

  it("restores what its database has lost, from events in any order", async () => {
    const staff = as("admin", "admin");
    await apply(madeUpLog());
    await publish();
    const expected = await list(staff);
    expect(expected.items.map(({ status }) => status)).to.deep.equal([
      "pending",
      "approved",
      "rejected",
    ]);

    for (const seed of seeds(3)) {
      await testDatabase.database.dropDatabase();
      published = [];
      await apply(shuffled(madeUpLog(), seed));
      await publish();

      expect(await list(staff), `${seed}`).to.deep.equal(expected);
      // The bus has stored these before, with the same ids.
      const known = new Map(madeUpLog().map((event) => [event.id, event]));
      for (const event of published) {
        expect(event).to.deep.equal(known.get(event.id));
      }
      const lastOf = (id: string) => published.filter((it) => it.id === id);
      expect(lastOf("updated-c3-3"), `${seed}`).to.have.length(1);
    }
  });

  it("names a field that is missing, bad or unknown", async () => {
    const long = "x".repeat(2_001);
    const contents = ["", " \n ", "a\u0000b", "a\u0007b", "\ud83d", long, 1];
    contents.push("\u200b", "a\u202e");
    for (const content of [...contents, null, ["a"], { $gt: "" }, undefined]) {
      const reply = await post({ content });
      const { errors } = await reply.json();

      expect(reply.status, `${content}`).to.equal(400);
      expect(errors[0].field).to.equal("content");
    }
    const unknown = await post({ content: "a", status: "approved" });
    expect((await unknown.json()).errors[0].field).to.equal("status");
    expect((await post({ content: "x".repeat(2_000) })).status).to.equal(201);
  });

  it("lets customers and staff write, and no other caller", async () => {
    for (const [headers, status] of [
      [{}, 401],
      [as("book-api", "service"), 403],
      [as("admin", "admin"), 201],
    ] as const) {
      expect((await post({ content: "a" }, headers)).status).to.equal(status);
    }
  });
});
