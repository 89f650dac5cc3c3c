import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { Call, Next, Step } from "#commons/call.ts";
import {
  attempt,
  CallFailed,
  clientGone,
  type Failure,
} from "#commons/call-failure.ts";
import { guard } from "#commons/calls/guard.ts";
import { passTime, restoreTime } from "#commons/test/clock.ts";

const instance = "http://cakes:1";
const other = "http://cakes:2";

const fine: Next = async () => ({ status: 200, headers: {} });
const broken: Next = async () => ({ status: 500, headers: {} });
const unavailable: Next = async () => ({
  status: 503,
  headers: { "retry-after": "1" },
});
const failing =
  (failure: Failure): Next =>
  async () => {
    throw new CallFailed(failure, "");
  };
/** Never replies; fails when its signal aborts. */
const hanging: Next = (call) =>
  attempt(
    call,
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener("abort", () => reject(new Error("aborted")));
      }),
  );

describe("guard", () => {
  let step: Step;
  let lines: string[];

  beforeEach(() => {
    lines = [];
    step = guard({ warn: (line: string) => lines.push(line) } as never);
  });
  afterEach(restoreTime);

  const callTo = (overrides: Partial<Call> = {}) =>
    ({
      service: "http://cakes",
      instance,
      instances: [instance, other],
      signal: AbortSignal.timeout(10_000),
      isForwarded: false,
      attemptMs: 1_000,
      ...overrides,
    }) as Call;

  const outcome = (next: Next, overrides: Partial<Call> = {}) =>
    step(callTo(overrides), next).then(
      (reply) => reply.status,
      (error) => error.failure ?? error,
    );

  async function repeat(count: number, next: Next, overrides = {}) {
    for (let i = 0; i < count; i++) await outcome(next, overrides);
  }

  it("opens the circuit with the fifth failure in a row", async () => {
    await repeat(4, broken);
    await repeat(1, fine);
    await repeat(4, broken);
    expect(await outcome(fine)).to.equal(200);

    await repeat(5, broken);

    expect(await outcome(fine)).to.equal("rejected");
    expect(lines).to.deep.equal([`the circuit to ${instance} is open`]);
  });

  it("counts time-outs, resets and server errors", async () => {
    for (const next of [failing("timed out"), failing("reset"), broken]) {
      step = guard({ warn() {} } as never);
      await repeat(5, next);
      expect(await outcome(fine)).to.equal("rejected");
    }
  });

  it("does not count what says nothing about the instance", async () => {
    const refusal: Next = async () => ({ status: 404, headers: {} });
    for (const next of [
      failing("refused"),
      failing("cancelled"),
      failing("not sendable"),
      refusal,
      unavailable,
    ]) {
      await repeat(10, next);
      expect(await outcome(fine)).to.equal(200);
    }
  });

  it("has a circuit for each instance", async () => {
    await repeat(5, broken);

    expect(await outcome(fine, { instance: other })).to.equal(200);
    expect(await outcome(fine)).to.equal("rejected");
  });

  it("forgets instances that are no longer listed", async () => {
    await repeat(5, broken);
    await outcome(fine, { instance: other, instances: [other] });

    expect(await outcome(fine)).to.equal(200);
  });

  it("lets one call try after three seconds, and closes again", async () => {
    await repeat(5, broken);
    passTime(3_000);
    let answer = () => {};
    const slow: Next = async () => {
      await new Promise<void>((resolve) => {
        answer = resolve;
      });
      return { status: 200, headers: {} };
    };

    const probe = outcome(slow);
    expect(await outcome(fine)).to.equal("rejected");
    answer();

    expect(await probe).to.equal(200);
    expect(await outcome(fine)).to.equal(200);
    expect(lines.at(-1)).to.equal(`the circuit to ${instance} is closed`);
  });

  it("stays open if the probe does not show that it works", async () => {
    for (const next of [broken, failing("cancelled"), failing("refused")]) {
      step = guard({ warn() {} } as never);
      await repeat(5, broken);
      passTime(3_000);
      await outcome(next);

      expect(await outcome(fine)).to.equal("rejected");
      restoreTime();
    }
  });

  it("limits a call of the service itself to one second", async () => {
    const startedAt = performance.now();

    expect(await outcome(hanging)).to.equal("timed out");
    expect(performance.now() - startedAt).to.be.within(950, 3_000);
  });

  it("leaves a call without a limit the time that its client has", async () => {
    const overrides = {
      attemptMs: undefined,
      signal: AbortSignal.timeout(1_500),
    };
    const startedAt = performance.now();

    expect(await outcome(hanging, overrides)).to.equal("timed out");
    expect(performance.now() - startedAt).to.be.within(1_450, 4_000);
  });

  it("fails a call as timed out whose time is already over", async () => {
    const overrides = { signal: AbortSignal.abort() };
    const send: Next = (call) => attempt(call, async () => fine(call));

    expect(await outcome(send, overrides)).to.equal("timed out");
  });

  it("rejects calls above 256 in flight, and only those", async () => {
    const clients = Array.from({ length: 256 }, () => new AbortController());
    const pending = clients.map(({ signal }) =>
      outcome(hanging, { attemptMs: undefined, signal }),
    );

    expect(await outcome(fine)).to.equal("rejected");
    expect(await outcome(fine, { instance: other })).to.equal(200);
    for (const client of clients) client.abort(clientGone);
    await Promise.all(pending);
    expect(await outcome(fine)).to.equal(200);
  });
});
