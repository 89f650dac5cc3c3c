import { expect } from "chai";
import { describe, it } from "mocha";
import type { Message, Queue } from "#commons/broker.ts";
import { Invalid } from "#commons/errors.ts";
import { consumeEvents } from "#commons/events/consumer.ts";
import type { EventHandlers } from "#commons/events/subscriber.ts";
import { postAt } from "./serve-subscriber.ts";

/** A consumer with these handlers, and how it takes a message. */
async function startConsumer(handlers: EventHandlers) {
  const queues: Queue[] = [];
  let handle = async (_message: Message): Promise<unknown> => undefined;
  const broker = {
    async consume(queue: Queue, consume: typeof handle) {
      queues.push(queue);
      handle = consume;
    },
  };
  await consumeEvents(broker, "query-api", handlers);
  const take = (content: unknown) =>
    handle({ id: "1", topic: "events.query-api", content, attempt: 1 }).then(
      () => undefined,
      (error: Error) => error,
    );
  return { queues, take };
}

describe("a consumer of events", () => {
  it("has a queue of its own", async () => {
    const { queues } = await startConsumer({});

    const name = "events.query-api";
    expect(queues).to.deep.equal([{ name, topics: [name] }]);
  });

  it("gives a handler the parsed data and the event", async () => {
    const given: unknown[] = [];
    const { take } = await startConsumer({
      PostCreated: async (data, event) => void given.push(data, event.position),
    });
    const { data, ...event } = postAt(7);

    await take({ ...event, data: { ...data, more: 1 } });

    expect(given).to.deep.equal([data, 7]);
  });

  it("takes types that it does not use or know", async () => {
    const { take } = await startConsumer({ CommentCreated: async () => {} });

    for (const type of ["PostCreated", "constructor"]) {
      expect(await take({ ...postAt(1), type })).to.equal(undefined);
    }
  });

  it("refuses for good what is no event, or has other data", async () => {
    const { take } = await startConsumer({ PostCreated: async () => {} });

    for (const content of [{}, "x", null, postAt(1, 7)]) {
      expect(await take(content)).to.be.instanceOf(Invalid);
    }
  });

  it("leaves a failure to the broker", async () => {
    const failure = new Error("no database");
    const { take } = await startConsumer({
      PostCreated: () => Promise.reject(failure),
    });

    expect(await take(postAt(1))).to.equal(failure);
  });
});
