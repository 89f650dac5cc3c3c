import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { requestDeadline, withDeadline } from "#commons/deadline.ts";
import {
  createOutbox,
  Undeliverable,
  type Unpublished,
} from "#commons/outbox.ts";

type Options = { id: string; b3?: string | undefined };

describe("outbox", () => {
  let stored: Unpublished[];
  let published: string[];
  let traces: (string | undefined)[];
  let warnings: string[];
  let errors: string[];
  let undeliverable: string[];
  let failuresLeft: number;
  let time: number;

  const store = {
    listUnpublished: async () => stored.slice(0, 1),
    markPublished: async (id: string) => {
      stored = stored.filter((it) => it.id !== id);
    },
  };

  const publisher = {
    async publish(_topic: string, _message: object, options: Options) {
      if (undeliverable.includes(options.id)) {
        throw new Undeliverable("Too large.");
      }
      if (failuresLeft-- > 0) throw new Error("no broker");
      published.push(options.id);
      traces.push(options.b3);
    },
  };

  const log = {
    warn: (line: unknown) => void warnings.push(`${line}`),
    error: (line: unknown) => void errors.push(`${line}`),
  };

  const create = (
    overrides: Partial<Parameters<typeof createOutbox>[0]> = {},
  ) => createOutbox({ ...store, ...overrides }, publisher, log, () => time);

  beforeEach(() => {
    stored = ["1", "2", "3"].map((id) => {
      return { id, topic: "user.created", message: { id } };
    });
    published = [];
    traces = [];
    warnings = [];
    [errors, undeliverable] = [[], []];
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

  it("publishes what the store lists at the same time", async () => {
    const all = stored;
    let inFlight = 0;
    let most = 0;
    const { flush } = createOutbox(
      { ...store, listUnpublished: async () => stored },
      {
        async publish() {
          most = Math.max(most, ++inFlight);
          await new Promise(setImmediate);
          inFlight--;
        },
      },
      log,
    );

    await flush();

    expect(most).to.equal(all.length);
    expect(stored).to.deep.equal([]);
  });

  it("lets no failure keep others from being published", async () => {
    failuresLeft = 1;

    await create({ listUnpublished: async () => stored }).flush();

    expect(published).to.deep.equal(["2", "3"]);
    expect(stored.map(({ id }) => id)).to.deep.equal(["1"]);
  });

  it("publishes a single one after a failure, and then all again", async () => {
    const sizes: number[] = [];
    let inFlight = 0;
    let isDown = true;
    const { flush } = createOutbox(
      { ...store, listUnpublished: async () => stored },
      {
        async publish() {
          const size = ++inFlight;
          if (size === 1) setImmediate(() => sizes.push(inFlight));
          await new Promise((resolve) =>
            setImmediate(() => setImmediate(resolve)),
          );
          inFlight--;
          if (isDown) throw new Error("no bus");
        },
      },
      log,
      () => time,
    );
    await flush();
    time += 200;
    await flush();
    isDown = false;
    time += 400;
    await flush();

    expect(sizes).to.deep.equal([3, 1, 1, 2]);
  });

  it("sets aside what its receiver will never take, and goes on", async () => {
    undeliverable = ["2"];
    const setAside: string[] = [];
    const { flush } = create({
      async setAside(id, error) {
        setAside.push(`${id}: ${error}`);
        await store.markPublished(id);
      },
    });

    await flush();

    expect(published).to.deep.equal(["1", "3"]);
    expect(setAside).to.deep.equal(["2: Too large."]);
    expect(errors).to.deep.equal(["user.created 2 is set aside: Too large."]);
    expect(warnings).to.deep.equal([]);
  });

  it("keeps what cannot be set aside", async () => {
    undeliverable = ["1"];

    await create().flush();

    expect(stored).to.have.length(3);
    expect(warnings.join()).to.include("Too large.");
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
      return [];
    };

    await withDeadline(1, create({ listUnpublished: look }).flush);

    expect(seen).to.deep.equal([Number.POSITIVE_INFINITY]);
  });
});
