import { AsyncLocalStorage } from "node:async_hooks";
import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import { createBatchQueue } from "#commons/batch-queue.ts";
import { Unavailable } from "#commons/errors.ts";

type Batch = { items: number[]; dropped: number };

describe("batch queue", () => {
  let delivered: Batch[];
  let error: Error | undefined;

  beforeEach(() => {
    delivered = [];
    error = undefined;
  });

  function create(options: { capacity?: number; batchSize?: number }) {
    const queue = createBatchQueue<number>(
      async (items, dropped) => {
        if (error) throw error;
        delivered.push({ items, dropped });
      },
      { intervalMs: 60_000, ...options },
    );
    const addFrom = (from: number, count = 5) => {
      for (let n = from; n < from + count; n++) queue.add(n);
    };
    return { ...queue, addFrom };
  }

  it("delivers in batches, in order", async () => {
    const queue = create({ batchSize: 6 });
    queue.addFrom(0, 5);
    expect(delivered).to.deep.equal([]);

    queue.addFrom(5, 1);
    expect(delivered).to.have.length(1);
    queue.addFrom(6, 2);
    await queue.flush();

    expect(delivered).to.deep.equal([
      { items: [0, 1, 2, 3, 4, 5], dropped: 0 },
      { items: [6, 7], dropped: 0 },
    ]);
  });

  it("keeps the latest items while the receiver is unavailable", async () => {
    const queue = create({ capacity: 4, batchSize: 10 });
    error = new Unavailable("down");
    queue.addFrom(0);
    await queue.flush();
    queue.addFrom(5);
    await queue.flush();
    error = undefined;

    await queue.flush();
    queue.addFrom(10);
    await queue.flush();

    expect(delivered).to.deep.equal([
      { items: [6, 7, 8, 9], dropped: 6 },
      { items: [11, 12, 13, 14], dropped: 1 },
    ]);
  });

  it("keeps the order of what waits", async () => {
    const queue = create({ batchSize: 3 });
    error = new Unavailable("down");
    queue.addFrom(0, 4);
    await queue.flush();
    error = undefined;

    await queue.flush();

    expect(delivered.flatMap(({ items }) => items)).to.deep.equal([0, 1, 2, 3]);
  });

  it("drops a batch that the receiver refuses, and says how many", async () => {
    const queue = create({ batchSize: 10 });
    error = new Error("too large");
    queue.addFrom(0);
    await queue.flush();
    error = undefined;

    queue.addFrom(5);
    await queue.flush();

    const items = [5, 6, 7, 8, 9];
    expect(delivered).to.deep.equal([{ items, dropped: 5 }]);
  });

  it("delivers outside of the request that has filled a batch", async () => {
    const requests = new AsyncLocalStorage<string>();
    const seen: unknown[] = [];
    const queue = createBatchQueue<number>(
      async () => seen.push(requests.getStore()),
      { batchSize: 1 },
    );

    requests.run("a request", () => queue.add(1));
    await queue.flush();

    expect(seen).to.deep.equal([undefined]);
  });

  it("delivers one batch at a time", async () => {
    let most = 0;
    let open = 0;
    const queue = createBatchQueue<number>(
      async () => {
        most = Math.max(most, ++open);
        await new Promise(setImmediate);
        open--;
      },
      { batchSize: 2 },
    );

    for (let n = 0; n < 9; n++) queue.add(n);
    await Promise.all([queue.flush(), queue.flush()]);

    expect(most).to.equal(1);
  });
});
