import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Event, toEvent } from "#commons/events/event.ts";
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
import { createModerations } from "../src/moderations.ts";

const log = createLog("test", "silent");
const admin = as("admin", "admin");
type Moderation = { commentId: string; status: string; content: string };
type Handlers = Record<string, ((data: object) => unknown) | undefined>;

describe("moderation-api", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let published: Event[];
  let url: string;
  let handlers: Handlers;
  let publish: () => Promise<void>;

  const publisher = {
    async publish(type: string, data: object, { id }: { id: string }) {
      published.push({ id, type, data } as Event);
    },
  };

  beforeEach(async () => {
    testDatabase = openTestDatabase();
    published = [];
    const { database } = testDatabase;
    const moderations = createModerations(database, {
      ...{ log, publisher, words: "orange" },
    });
    await moderations.prepare();
    handlers = moderations.handlers as Handlers;
    publish = moderations.publish;
    const { routes } = moderations;
    url = await serve(createApp({ log, routes, findKey: testFindKey }));
  });
  afterEach(async () => {
    closeServers();
    await testDatabase.close();
  });

  async function apply(events: Event[]) {
    for (const { type, data } of events) await handlers[type]?.(data);
    await publish();
  }
  const createdAt = (index: number) => new Date(1_000 * index).toISOString();
  const comment = (id: string, content: string, index = 1) =>
    toEvent("CommentCreated", {
      ...{ commentId: id, postId: "p1", content, author: "alice" },
      createdAt: createdAt(index),
    });
  const list = async (query = "", headers = admin) => {
    const reply = await fetch(`${url}/moderations${query}`, { headers });
    return (await reply.json()) as { items: Moderation[]; next: string };
  };
  const put = (id: string, json: unknown, headers: object = admin) =>
    fetch(`${url}/moderations/${id}`, {
      method: "PUT",
      headers: { "content-type": "application/json", ...headers },
      body: JSON.stringify(json),
    });
  const idsOf = (events: Event[]) => events.map(({ id }) => id);

  it("decides about each comment once, by its words", async () => {
    const good = comment("c1", "a pie");
    const bad = comment("c2", "an Orange");
    await apply([good, bad, good, bad]);

    const of = { postId: "p1", version: 1 };
    expect(published).to.deep.equal([
      toEvent("CommentModerated", {
        ...{ commentId: "c1", ...of, status: "approved" },
      }),
      toEvent("CommentModerated", {
        ...{ commentId: "c2", ...of, status: "rejected" },
        reason: 'has the word "orange"',
      }),
    ]);
  });

  it("lists the decisions, with their comments and reasons", async () => {
    await apply([
      comment("c1", "one orange", 1),
      comment("c2", "no fruit", 2),
      comment("c3", "two oranges, orange", 3),
    ]);

    const { items, next } = await list("?status=rejected&limit=1");

    expect(items).to.deep.equal([
      {
        commentId: "c3",
        postId: "p1",
        content: "two oranges, orange",
        author: "alice",
        createdAt: createdAt(3),
        status: "rejected",
        version: 1,
        reason: 'has the word "orange"',
      },
    ]);
    const rest = await list(`?status=rejected&after=${next}`);
    expect(rest.items.map(({ commentId }) => commentId)).to.eql(["c1"]);
    expect((await list()).items).to.have.length(3);
  });

  it("lets staff overrule a decision, each time with the next version", async () => {
    await apply([comment("c1", "orange")]);

    const approved = await put("c1", { status: "approved" });
    await put("c1", { status: "approved" });
    await put("c1", { status: "rejected" });
    await publish();

    expect((await approved.json()).status).to.equal("approved");
    expect(idsOf(published)).to.deep.equal([
      "moderated-c1-1",
      "moderated-c1-2",
      "moderated-c1-3",
    ]);
    for (const { data } of published.slice(1)) {
      expect(data).not.to.have.property("reason");
    }
    const [shown] = (await list()).items;
    expect(shown).to.deep.include({ status: "rejected", version: 3 });
    expect(shown).not.to.have.property("reason");
    expect((await put("c2", { status: "approved" })).status).to.equal(404);
  });

  it("makes one version of two equal rulings at the same time", async () => {
    await apply([comment("c1", "orange")]);

    const status = () => ({ status: "approved" });
    await Promise.all([put("c1", status()), put("c1", status())]);
    await publish();

    expect(idsOf(published)).to.eql(["moderated-c1-1", "moderated-c1-2"]);
  });

  it("restores what its database has lost, from events in any order", async () => {
    await apply(madeUpLog());
    const expected = await list();

    for (const seed of seeds(3)) {
      await testDatabase.database.dropDatabase();
      published = [];
      await apply(shuffled(madeUpLog(), seed));

      expect(await list(), `${seed}`).to.deep.equal(expected);
      expect(await put("c3", { status: "approved" })).to.include({ ok: true });
      await publish();
      // No version that the bus has stored before.
      expect(idsOf(published)).to.include("moderated-c3-4");
    }
  });

  it("is for staff only", async () => {
    await apply([comment("c1", "orange")]);
    for (const [headers, status] of [
      [{}, 401],
      [as("alice", "customer"), 403],
      [as("book-api", "service"), 403],
    ] as const) {
      const reply = await fetch(`${url}/moderations`, { headers });
      expect(reply.status).to.equal(status);
      const ruling = await put("c1", { status: "approved" }, headers);
      expect(ruling.status).to.equal(status);
    }
  });

  it("names what it cannot accept", async () => {
    await apply([comment("c1", "orange")]);
    for (const json of [{}, { status: "pending" }, { status: { $ne: 1 } }]) {
      const { errors } = await (await put("c1", json)).json();
      expect(errors[0].field).to.equal("status");
    }
    const more = await put("c1", { status: "approved", version: 9 });
    expect((await more.json()).errors[0].field).to.equal("version");
    for (const query of ["status=pending", "limit=0", "after=x", "more=1"]) {
      const reply = await fetch(`${url}/moderations?${query}`, {
        headers: admin,
      });
      const { errors } = await reply.json();
      expect(errors[0].field).to.match(/^(status|limit|after|more)/);
    }
  });
});
