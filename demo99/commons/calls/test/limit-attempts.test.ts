import { expect } from "chai";
import { describe, it } from "mocha";
import type { Call } from "#commons/call.ts";
import { limitAttempts } from "#commons/calls/limit-attempts.ts";

describe("the limit of an attempt", () => {
  async function limitOf(timeMs: number, isForwarded: boolean) {
    const deadline = performance.now() + timeMs;
    let seen: Call | undefined;
    await limitAttempts()({ deadline, isForwarded } as Call, async (call) => {
      seen = call;
      return { status: 200, headers: {} };
    });
    return seen?.attemptMs;
  }

  it("is half of the call's time", async () => {
    expect(await limitOf(2_000, false)).to.be.within(900, 1_000);
    expect(await limitOf(8_000, false)).to.be.within(3_900, 4_000);
  });

  it("does not exist for a forwarded call", async () => {
    expect(await limitOf(8_000, true)).to.equal(undefined);
  });
});
