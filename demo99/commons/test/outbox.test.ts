import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { requestDeadline, withDeadline } from "#commons/deadline.ts";
import { createOutbox, type Unpublished } from "#commons/outbox.ts";

type Options = { id: string; b3?: string | undefined };

describe("outbox", () => {
  let stored: Unpublished[];
  let published: string[];
  let traces: (string | undefined)[];
  let warnings: string[];
  let failuresLeft: number;
  let time: number;

  const store = {
    findOldestUnpublished: async () => stored[0],
    markPublished: async (id: string) => {
      stored = stored.filter((it) => it.id !== id);
    },
  };

  const publisher = {
    async publish(_topic: string, _message: object, options: Options) {
      if (failuresLeft-- > 0) throw new Error("no broker");
      published.push(options.id);
      traces.push(options.b3);
    },
  };

  const create = (overrides: Partial<typeof store> = {}) =>
    createOutbox(
      { ...store, ...overrides },
      publisher,
      { warn: (line: unknown) => void warnings.push(`${line}`) },
      () => time,
    );

  beforeEach(() => {
    stored = ["1", "2", "3"].map((id) => {
      return { id, topic: "user.created", message: { id } };
    });
    published = [];
    traces = [];
    warnings = [];
    failuresLeft = 0;
    time = 1_000;
  });

  it("publishes all, in order, and keeps none", async () => {
    await create().flush();

    expect(published).to.deep.equal(["1", "2", "3"]);
    expect(stored).to.deep.equal([]);
  });

  it("publishes each once when it is asked twice at once", async () => {
    const { flush } = create();

    await Promise.all([flush(), flush()]);

    expect(published).to.deep.equal(["1", "2", "3"]);
  });

  it("keeps what was not confirmed, and the order", async () => {
    const { flush } = create();
    failuresLeft = 1;
    await flush();
    expect(stored).to.have.length(3);

    time += 200;
    await flush();

    expect(published).to.deep.equal(["1", "2", "3"]);
    expect(warnings.join()).to.include("no broker");
  });

  it("waits twice as long after each failure, up to 10 s", async () => {
    const { flush } = create();
    failuresLeft = 8;
    const waits: number[] = [];
    while (stored.length > 0) {
      const before = warnings.length;
      await flush();
      if (warnings.length === before) break;
      const waitMs = Number(/in (\d+) ms/.exec(warnings.at(-1) ?? "")?.[1]);
      waits.push(waitMs);
      time += waitMs - 1;
      await flush();
      expect(warnings).to.have.length(before + 1);
      time += 1;
    }

    expect(waits).to.deep.equal([
      200, 400, 800, 1600, 3200, 6400, 10_000, 10_000,
    ]);
    expect(published).to.deep.equal(["1", "2", "3"]);
  });

  it("repeats a message after a crash before it was marked", async () => {
    const crashed = create({
      markPublished: async () => {
        throw new Error("killed");
      },
    });
    await crashed.flush();

    await create().flush();

    expect(published).to.deep.equal(["1", "1", "2", "3"]);
  });

  it("publishes each in the trace that it was stored with", async () => {
    for (const event of stored) event.b3 = `trace ${event.id}`;

    await create().flush();

    expect(traces).to.deep.equal(["trace 1", "trace 2", "trace 3"]);
  });

  it("has no deadline of a request", async () => {
    const seen: number[] = [];
    const look = async () => {
      seen.push(requestDeadline());
      return undefined;
    };

    await withDeadline(1, create({ findOldestUnpublished: look }).flush);

    expect(seen).to.deep.equal([Number.POSITIVE_INFINITY]);
  });
});
