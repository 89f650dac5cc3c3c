import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { as } from "#commons/test/test-auth.ts";
import { closeServers } from "#commons/test/test-servers.ts";
import { createTracing } from "#commons/tracing.ts";
import { postAt, serveSubscriber } from "./serve-subscriber.ts";

type Span = { kind: string; name: string; parentId: string; traceId: string };

describe("a subscriber of events", () => {
  let seen: string[];
  const take = async ({ postId }: { postId: string }) => void seen.push(postId);

  beforeEach(() => {
    seen = [];
  });
  afterEach(closeServers);

  it("handles events in their order, and says how many", async () => {
    const deliver = await serveSubscriber({ PostCreated: take });

    const { status, body } = await deliver([postAt(1), postAt(2), postAt(3)]);

    expect(status).to.equal(200);
    expect(body).to.deep.equal({ handled: 3 });
    expect(seen).to.deep.equal(["1", "2", "3"]);
  });

  it("acknowledges types that it does not use or know", async () => {
    const deliver = await serveSubscriber({ CommentCreated: async () => {} });
    const unknown = { ...postAt(2), type: "constructor" };

    const { body } = await deliver([postAt(1), unknown]);

    expect(body).to.deep.equal({ handled: 2 });
  });

  it("gives a handler the parsed data and the event", async () => {
    const given: unknown[] = [];
    const deliver = await serveSubscriber({
      PostCreated: async (data, event) => void given.push(data, event.position),
    });
    const { data, ...event } = postAt(7);

    await deliver([{ ...event, data: { ...data, more: 1 } }]);

    expect(given).to.deep.equal([data, 7]);
  });

  it("refuses data that does not fit, and handles none behind it", async () => {
    const deliver = await serveSubscriber({ PostCreated: take });

    const { status, body } = await deliver([
      postAt(1),
      postAt(2, 7),
      postAt(3),
    ]);

    expect(status).to.equal(200);
    expect(body.handled).to.equal(1);
    expect(body.error).to.match(/^title /);
    expect(seen).to.deep.equal(["1"]);
  });

  it("refuses an event whose handler fails, and logs the error", async () => {
    const logged: unknown[] = [];
    const fail = async () => {
      throw new TypeError("a bug");
    };
    const log = { warn: (...parts: unknown[]) => void logged.push(parts) };
    const deliver = await serveSubscriber(
      { PostCreated: fail },
      { service: "test", log },
    );

    const { body } = await deliver([postAt(1)]);

    expect(body).to.deep.equal({ handled: 0, error: "a bug" });
    expect(logged).to.have.length(1);
  });

  it("answers 503 when its first event has to wait for a callee", async () => {
    const deliver = await serveSubscriber({
      PostCreated: async () => {
        throw new Unavailable("no database");
      },
    });

    expect((await deliver([postAt(1), postAt(2)])).status).to.equal(503);
  });

  it("refuses no event that has to wait for a callee", async () => {
    const deliver = await serveSubscriber({
      async PostCreated({ postId }) {
        if (postId === "2") throw new Unavailable("no database");
      },
    });

    const { body } = await deliver([postAt(1), postAt(2), postAt(3)]);

    expect(body).to.deep.equal({ handled: 1 });
  });

  it("takes events of the event bus alone", async () => {
    const deliver = await serveSubscriber({ PostCreated: take });
    const callers = [
      {},
      as("alice", "customer"),
      as("admin", "admin"),
      as("posts-api", "service"),
    ] as { authorization: string }[];

    const replies = [];
    for (const caller of callers) {
      replies.push((await deliver([postAt(1)], { caller })).status);
    }

    expect(replies).to.deep.equal([401, 403, 403, 403]);
    expect(seen).to.deep.equal([]);
  });

  it("refuses a delivery that is malformed", async () => {
    const deliver = await serveSubscriber({ PostCreated: take });
    const { position, ...withoutPosition } = postAt(1);

    for (const events of [[], [withoutPosition], [1]]) {
      expect((await deliver(events)).status).to.equal(400);
    }
    const { status } = await deliver([postAt(1)], { query: "?a=1" });
    expect(status).to.equal(400);
  });

  it("takes a delivery of half a megabyte", async () => {
    const deliver = await serveSubscriber({ PostCreated: take });

    const { body } = await deliver([postAt(1, "x".repeat(500_000))]);

    expect(body).to.deep.equal({ handled: 1 });
  });

  it("records a span for each event, in the trace of the event", async () => {
    const spans: Span[] = [];
    const { tracer, flush } = createTracing({
      service: "query-api",
      report: async (batch) => spans.push(...(batch as Span[])),
    });
    const deliver = await serveSubscriber(
      { PostCreated: take },
      { tracer, service: "query-api" },
    );
    const traceId = "a".repeat(32);

    await deliver([
      { ...postAt(1), b3: `${traceId}-${"b".repeat(16)}-1` },
      postAt(2),
    ]);
    await flush();

    expect(spans).to.have.length(1);
    expect(spans[0]).to.deep.include({
      ...{ kind: "CONSUMER", name: "consume postcreated" },
      ...{ traceId, parentId: "b".repeat(16) },
      tags: { "event.id": "post-1" },
    });
    expect(seen).to.deep.equal(["1", "2"]);
  });
});
