import { expect } from "chai";
import { describe, it } from "mocha";
import type { Call, Next } from "#commons/call.ts";
import { CallFailed, type Failure } from "#commons/call-failure.ts";
import { retry } from "#commons/calls/retry.ts";

const reply = { status: 200, headers: {} };
const callWith = (overrides: Partial<Call> = {}) =>
  ({
    service: "http://cakes",
    isRepeatable: true,
    signal: new AbortController().signal,
    ...overrides,
  }) as Call;

/** Fails so often, then replies. */
function failing(times: number, failure: Failure) {
  const attemptedAt: number[] = [];
  const next: Next = async () => {
    attemptedAt.push(performance.now());
    if (attemptedAt.length <= times) throw new CallFailed(failure, "");
    return reply;
  };
  return { next, attemptedAt };
}

const outcome = (call: Call, next: Next) =>
  retry()(call, next).catch((error) => error.failure);

describe("retry", () => {
  it("repeats a refused call twice, whatever it does", async () => {
    const twice = failing(2, "refused");
    const call = callWith({ isRepeatable: false });
    expect(await outcome(call, twice.next)).to.equal(reply);
    expect(twice.attemptedAt).to.have.length(3);

    const thrice = failing(3, "refused");
    expect(await outcome(call, thrice.next)).to.equal("refused");
    expect(thrice.attemptedAt).to.have.length(3);
  });

  for (const failure of [
    "reset",
    "timed out",
    "rejected",
    "cancelled",
  ] as const) {
    it(`does not repeat a call that is ${failure}`, async () => {
      const { next, attemptedAt } = failing(1, failure);

      expect(await outcome(callWith(), next)).to.equal(failure);
      expect(attemptedAt).to.have.length(1);
    });
  }

  it("ends with the caller's time", async () => {
    const { next, attemptedAt } = failing(9, "refused");
    const signal = AbortSignal.abort();

    expect(await outcome(callWith({ signal }), next)).to.equal("refused");
    expect(attemptedAt).to.have.length(1);
  });

  it("delays callers by different times", async () => {
    const { setTimeout } = globalThis;
    const delays: number[] = [];
    globalThis.setTimeout = ((task: () => void, ms: number) => {
      delays.push(ms);
      return setTimeout(task, 0);
    }) as typeof setTimeout;

    const calls = Array.from({ length: 20 }, () =>
      retry()(callWith(), failing(1, "refused").next),
    );
    await Promise.all(calls).finally(() => {
      globalThis.setTimeout = setTimeout;
    });

    expect(delays).to.have.length(20);
    expect(Math.max(...delays) - Math.min(...delays)).to.be.above(5);
  });
});
