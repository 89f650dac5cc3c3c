import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Event } from "#commons/events/event.ts";
import {
  madeUpLog,
  seeds,
  shuffled,
} from "#commons/events/test/made-up-log.ts";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { as, testFindKey } from "#commons/test/test-auth.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";
import { createReplicaApi } from "../src/replica-api.ts";
import { createReplicaConsumer } from "../src/replica-consumer.ts";
import { createReplicaRepository } from "../src/replica-repository.ts";
import { createReplicaService } from "../src/replica-service.ts";

const log = createLog("test", "silent");

describe("query-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let told: object[];
  let url: string;
  let apply: (log: Event[]) => Promise<void>;

  async function start() {
    const repository = createReplicaRepository(testDatabase.database);
    await repository.prepare();
    const replica = createReplicaService(repository, (it) => told.push(it));
    const handlers = createReplicaConsumer(replica) as Record<
      string,
      ((data: object) => Promise<void>) | undefined
    >;
    apply = async (events) => {
      for (const { type, data } of events) await handlers[type]?.(data);
    };
    const routes = createReplicaApi(replica);
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  }

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    told = [];
    await start();
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  async function get(path: string, headers = {}) {
    const reply = await fetch(url + path, { headers });
    expect(reply.status, path).to.equal(200);
    return reply.json();
  }

  it("lists posts, the newest first, with their comments", async () => {
    await apply(madeUpLog());

    const { items, next } = await get("/posts", as("alice", "customer"));

    expect(next).to.equal(null);
    expect(items.map(({ id }: { id: string }) => id)).to.eql(["p2", "p1"]);
    expect(items[1].comments).to.deep.equal([
      {
        id: "c1",
        content: "pending",
        status: "pending",
        author: "alice",
        createdAt: "2026-11-29T12:00:03.000Z",
      },
      {
        id: "c2",
        content: "approved",
        status: "approved",
        author: "alice",
        createdAt: "2026-11-29T12:00:04.000Z",
      },
      {
        id: "c3",
        content: "an orange",
        status: "rejected",
        author: "alice",
        createdAt: "2026-11-29T12:00:05.000Z",
      },
    ]);
    expect(await get("/posts/p1", as("alice", "customer"))).to.eql(items[1]);
    expect((await fetch(`${url}/posts/p3`)).status).to.equal(404);
  });

  it("shows the content of others' comments when they are approved", async () => {
    await apply(madeUpLog());
    const contentsFor = async (headers: object) => {
      const { comments } = await get("/posts/p1", headers);
      return comments.map(({ content }: { content?: string }) => content);
    };

    const all = ["pending", "approved", "an orange"];
    expect(await contentsFor(as("alice", "customer"))).to.deep.equal(all);
    expect(await contentsFor(as("admin", "admin"))).to.deep.equal(all);
    const others = [{}, as("bob", "customer"), as("alice", "service")];
    for (const headers of others) {
      const contents = await contentsFor(headers);
      expect(contents).to.deep.equal([undefined, "approved", undefined]);
    }
  });

  it("has the same replica for the events in any order, and repeated", async () => {
    const staff = as("admin", "admin");
    await apply(madeUpLog());
    const expected = await get("/posts", staff);

    for (const seed of seeds(3)) {
      await testDatabase.database.dropDatabase();
      await apply(shuffled(madeUpLog(), seed));

      expect(await get("/posts", staff), `${seed}`).to.deep.equal(expected);
    }
  });

  it("has the same replica when two processes apply events at once", async () => {
    const staff = as("admin", "admin");
    await apply(madeUpLog());
    const expected = await get("/posts", staff);
    await testDatabase.database.dropDatabase();

    await Promise.all(
      seeds(4).map((seed) => apply(shuffled(madeUpLog(), seed))),
    );

    expect(await get("/posts", staff)).to.deep.equal(expected);
  });

  it("shows the newest 50 comments on each post, and how many there are", async () => {
    const [post] = madeUpLog() as [Event];
    const comments = Array.from({ length: 52 }, (_, index): Event => {
      const commentId = `many-${`${index}`.padStart(2, "0")}`;
      const createdAt = new Date(index * 1_000).toISOString();
      const content = `${index}`;
      const data = { commentId, postId: "p1", content, author: "alice" };
      return {
        ...{ id: `comment-${commentId}`, type: "CommentCreated" },
        data: { ...data, createdAt },
      };
    });
    await apply([post, ...shuffled(comments, 1)]);
    const idsIn = (shown: { comments: { id: string }[] }) =>
      shown.comments.map(({ id }) => id);

    const one = await get("/posts/p1");
    const { items } = await get("/posts");

    expect(idsIn(one)).to.deep.equal(
      comments
        .slice(2)
        .map(({ data }) => (data as { commentId: string }).commentId),
    );
    expect(one.commentCount).to.equal(52);
    expect(items).to.deep.equal([one]);
    await apply(madeUpLog());
    const [other, same] = (await get("/posts")).items;
    expect([other.commentCount, same.commentCount]).to.deep.equal([0, 55]);
    expect(idsIn(same)).to.have.length(50);
  });

  it("keeps a comment until its post is known", async () => {
    const [post, ...others] = madeUpLog() as [Event, ...Event[]];
    await apply(others);
    const { items } = await get("/posts");
    expect(items.map(({ id }: { id: string }) => id)).to.deep.equal(["p2"]);

    await apply([post]);

    expect((await get("/posts/p1")).comments).to.have.length(3);
  });

  it("tells of each change of a comment once, when it can be read", async () => {
    const log = madeUpLog();
    await apply(log);

    await apply(log);

    const of = (commentId: string, status: string) => {
      return { postId: "p1", commentId, status };
    };
    expect(told).to.deep.equal([
      of("c1", "pending"),
      of("c2", "pending"),
      of("c2", "approved"),
      of("c3", "pending"),
      of("c3", "rejected"),
      of("c3", "approved"),
      of("c3", "rejected"),
    ]);
  });

  it("lists a page at a time, and the posts about one item", async () => {
    const number = "9798000000014";
    const post = (index: number): Event => ({
      id: `post-${index}`,
      type: "PostCreated",
      data: {
        ...{ postId: `${index}`, title: "T", author: "alice" },
        ...(index % 2 && { number }),
        createdAt: new Date(1_000 * Math.floor(index / 2)).toISOString(),
      },
    });
    await apply(shuffled([0, 1, 2, 3, 4].map(post), 1));

    const ids: string[] = [];
    for (let after = ""; ; ) {
      const path = `/posts?limit=2${after && `&after=${after}`}`;
      const { items, next } = await get(path);
      ids.push(...items.map(({ id }: { id: string }) => id));
      if (!next) break;
      after = next;
    }

    expect(ids).to.deep.equal(["4", "3", "2", "1", "0"]);
    const { items } = await get(`/posts?number=${number}`);
    expect(items.map(({ id }: { id: string }) => id)).to.eql(["3", "1"]);
  });

  it("refuses parameters that it does not know or cannot read", async () => {
    for (const query of [
      "limit=0",
      "limit=101",
      "number=1",
      "number[$gt]=1",
      "after=x",
      "after=e30",
      "colour=red",
    ]) {
      const reply = await fetch(`${url}/posts?${query}`);
      const { errors } = await reply.json();

      expect(reply.status, query).to.equal(400);
      expect(errors[0].field).to.match(/^(limit|number|after|colour)/);
    }
  });
});
