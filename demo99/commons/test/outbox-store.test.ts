import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createOutbox } from "#commons/outbox.ts";
import {
  createOutboxEvents,
  createOutboxStore,
  type OutboxEvent,
  type WithOutbox,
} from "#commons/outbox-store.ts";
import { openTestDatabase } from "#commons/test/test-database.ts";
import { context } from "#commons/trace-context.ts";
import { createTracing } from "#commons/tracing.ts";

describe("an outbox of several events in one document", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
  });
  afterEach(() => testDatabase.close());

  const open = () => {
    const { database } = testDatabase;
    const collection = database.collection<WithOutbox & { title: string }>("a");
    return { collection, store: createOutboxStore(database, "a") };
  };

  /** Two documents with events: the second has the one in the middle. */
  async function fill() {
    const { collection, store } = open();
    await store.prepare();
    const outboxEvent = createOutboxEvents(() => 1_000);
    const [e1, e2, e3] = (["1", "2", "3"] as const).map((id) =>
      outboxEvent({ id, type: "PostCreated", data: { id } }),
    ) as [OutboxEvent, OutboxEvent, OutboxEvent];
    await collection.insertMany([
      { title: "one", unpublished: [e3, e1] },
      { title: "two", unpublished: [e2] },
    ]);
    const left = () => collection.find().project({ _id: 0 }).toArray();
    return { store, left, e3 };
  }

  it("is published in the order of the events of each document", async () => {
    const { store, left } = await fill();
    const published: unknown[] = [];
    const outbox = createOutbox(
      store,
      {
        async publish(topic, message, { id }) {
          published.push([topic, message, id]);
        },
      },
      { warn() {}, error() {} },
    );

    await outbox.flush();

    expect(published).to.deep.equal(
      ["1", "2", "3"].map((id) => ["PostCreated", { id }, id]),
    );
    expect(await left()).to.deep.equal([{ title: "one" }, { title: "two" }]);
  });

  it("lists one event of each document at a time", async () => {
    const { store } = await fill();
    const idsOf = async () =>
      (await store.listUnpublished()).map(({ id }) => id);

    expect(await idsOf()).to.deep.equal(["1", "2"]);
    await store.markPublished("2");
    expect(await idsOf()).to.deep.equal(["1"]);
    await store.markPublished("1");
    expect(await idsOf()).to.deep.equal(["3"]);
  });

  it("keeps an undeliverable event, with the error, behind the others", async () => {
    const { store, left, e3 } = await fill();
    await store.setAside("3", "Too large.");
    await store.setAside("3", "Too large.");
    await store.markPublished("1");

    expect((await left())[0]).to.deep.equal({
      title: "one",
      undeliverable: [{ ...e3, error: "Too large." }],
    });
    expect(await store.listUnpublished()).to.have.length(1);
  });

  it("keeps the trace of the request that has caused an event", async () => {
    const { tracer } = createTracing({ service: "a", report: async () => {} });
    const outboxEvent = createOutboxEvents();
    const event = { id: "1", type: "PostCreated", data: {} };

    const traced = context.letContext(tracer.createRootId(), () =>
      outboxEvent(event),
    );

    expect(traced.b3).to.match(/^[\da-f]{32}-[\da-f]{16}-[01]$/);
    expect(outboxEvent(event)).to.not.have.property("b3");
  });
});
