import { expect } from "chai";
import { describe, it } from "mocha";
import { atMostOnceIn } from "#commons/at-most-once-in.ts";
import { createBatchQueue } from "#commons/batch-queue.ts";
import { requestDeadline, withDeadline } from "#commons/deadline.ts";
import { currentUser, onBehalfOf } from "#commons/user-context.ts";

/** Runs a task as a request of alice, whose client waits until time 1. */
const inRequest = <T>(task: () => T) =>
  withDeadline(1, () => onBehalfOf("alice", task));

describe("work that several requests share", () => {
  const seen: unknown[] = [];
  const look = async () => void seen.push(requestDeadline(), currentUser());
  const outside = [Number.POSITIVE_INFINITY, undefined];

  it("has neither deadline nor user of the request that starts it", async () => {
    const fetchKeys = atMostOnceIn(1_000, look);

    await inRequest(fetchKeys);
    expect(seen.splice(0)).to.deep.equal(outside);
  });

  it("is done again after a failure, and then only once", async () => {
    let runs = 0;
    const fetchKeys = atMostOnceIn(60_000, async () => {
      if (++runs === 1) throw new Error("down");
      return runs;
    });

    await fetchKeys().catch(() => {});

    expect(await fetchKeys()).to.equal(2);
    expect(await fetchKeys()).to.equal(2);
  });

  it("is the delivery of a batch that a request has filled", async () => {
    const queue = createBatchQueue(look, { batchSize: 1 });

    inRequest(() => queue.add("line"));
    await queue.flush();
    expect(seen.splice(0)).to.deep.equal(outside);
  });
});
