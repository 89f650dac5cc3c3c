import { expect } from "chai";
import { afterEach, describe, it } from "mocha";
import type { Call, Next } from "#commons/call.ts";
import { CallFailed, type Failure } from "#commons/call-failure.ts";
import { balance } from "#commons/calls/balance.ts";
import { retry } from "#commons/calls/retry.ts";
import { createRetryBudget } from "#commons/calls/retry-budget.ts";
import { createHttpClient } from "#commons/http.ts";
import { testCaller } from "#commons/test/test-caller.ts";
import { closeServers, serve } from "#commons/test/test-servers.ts";

const callTo = (service: string) =>
  ({
    service,
    instance: "",
    instances: ["http://a", "http://b"],
    isRepeatable: true,
    signal: new AbortController().signal,
  }) as unknown as Call;
const cakes = callTo("http://cakes");
const pies = callTo("http://pies");

describe("retry budget", () => {
  afterEach(closeServers);

  it("allows some repetitions before the first calls", () => {
    const { spend } = createRetryBudget({ capacity: 2 });

    expect([spend(cakes), spend(cakes), spend(cakes)]).to.deep.equal([
      ...[true, true, false],
    ]);
  });

  it("earns one repetition with ten calls, of the same service", () => {
    const { earn, spend } = createRetryBudget({ capacity: 1 });
    spend(cakes);

    for (let i = 0; i < 9; i++) earn(cakes);
    for (let i = 0; i < 9; i++) earn(pies);
    expect(spend(cakes)).to.equal(false);
    earn(cakes);
    expect(spend(cakes)).to.equal(true);
  });

  it("saves no more than its capacity", () => {
    const { earn, spend } = createRetryBudget({ capacity: 3 });
    for (let i = 0; i < 1_000; i++) earn(cakes);

    const granted = Array.from({ length: 10 }, () => spend(cakes));

    expect(granted.filter(Boolean)).to.have.length(3);
  });

  /** Counts the calls that reach a service which fails them all. */
  function failing(failure: Failure) {
    const sent = { count: 0 };
    const next: Next = async () => {
      sent.count++;
      throw new CallFailed(failure, "");
    };
    return { sent, next };
  }

  it("limits what the retry step sends again", async () => {
    const step = retry();
    const { sent, next } = failing("refused");

    const calls = Array.from({ length: 100 }, () => step(cakes, next));
    await Promise.allSettled(calls);

    expect(sent.count).to.be.within(110, 121);
  });

  it("is earned by the calls of the retry step", async () => {
    const budget = createRetryBudget({ share: 1, capacity: 1 });
    const step = retry({ budget });
    const { sent, next } = failing("refused");

    for (let i = 0; i < 3; i++) await step(cakes, next).catch(() => {});

    expect(sent.count).to.equal(6);
  });

  it("limits what the balancer sends to a further instance", async () => {
    const step = balance();
    const { sent, next } = failing("timed out");

    const calls = Array.from({ length: 100 }, () => step(cakes, next));
    await Promise.allSettled(calls);

    expect(sent.count).to.equal(110);
  });

  it("does not charge for a further instance if nothing was sent", async () => {
    const step = balance();
    const { sent, next } = failing("refused");

    const calls = Array.from({ length: 100 }, () => step(cakes, next));
    await Promise.allSettled(calls);

    expect(sent.count).to.equal(200);
  });

  it("bounds the storm that a service gets which resets connections", async () => {
    let requests = 0;
    const url = await serve((req) => {
      requests++;
      req.socket.resetAndDestroy();
    });
    const client = createHttpClient(testCaller(), url);

    for (let i = 0; i < 100; i++) await client("GET", "/").catch(() => {});

    // Each call is sent twice; the circuit opens after a few calls, and rejects
    // the rest.
    expect(requests).to.be.below(30);
  });
});
