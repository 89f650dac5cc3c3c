import { expect } from "chai";
import { describe, it } from "mocha";
import { createRetries, createRetryBudget } from "#commons/retry.ts";

const withCode = (code: string) => Object.assign(new Error(code), { code });
const refused = withCode("ECONNREFUSED");
const reset = withCode("ECONNRESET");
const silent = withCode("ETIMEDOUT");
const always = () => true;
const never = () => false;

describe("retry budget", () => {
  it("allows some before it has earned any", () => {
    const { spend } = createRetryBudget({ capacity: 2 });

    expect([spend(), spend(), spend()]).to.deep.equal([true, true, false]);
  });

  it("earns one with ten calls", () => {
    const { earn, spend } = createRetryBudget({ capacity: 1 });
    spend();

    for (let i = 0; i < 9; i++) earn();
    expect(spend()).to.equal(false);
    earn();
    expect(spend()).to.equal(true);
  });

  it("saves no more than its capacity", () => {
    const { earn, spend } = createRetryBudget({ capacity: 3 });
    for (let i = 0; i < 1_000; i++) earn();

    const spent = Array.from({ length: 10 }, spend).filter(Boolean);

    expect(spent).to.have.length(3);
  });

  it("never allows more than 10 % and its capacity, whatever happens", () => {
    for (let seed = 1; seed <= 200; seed++) {
      const random = pseudoRandom(seed);
      const capacity = Math.floor(random() * 20) + 1;
      const greed = random();
      const { earn, spend } = createRetryBudget({ capacity });
      let calls = 0;
      let retries = 0;
      for (let step = 0; step < 2_000; step++) {
        if (random() < greed) {
          if (spend()) retries++;
        } else {
          earn();
          calls++;
        }
        const isTooMuch = retries > calls * 0.1 + capacity;
        if (isTooMuch) expect.fail(`seed ${seed}, step ${step}`);
      }
    }
  });

  it("refuses nobody as long as less is wanted", () => {
    for (let seed = 1; seed <= 50; seed++) {
      const random = pseudoRandom(seed);
      const { earn, spend } = createRetryBudget();
      const refused = Array.from({ length: 2_000 }, () => {
        earn();
        return random() < 0.05 && !spend();
      });
      expect(refused, `seed ${seed}`).to.not.include(true);
    }
  });
});

describe("retries", () => {
  /** Fails so often, then answers; counts how often it was called. */
  function failing(times: number, error: Error) {
    const seen = { calls: 0 };
    const call = async () => {
      seen.calls++;
      if (seen.calls <= times) throw error;
      return "answer";
    };
    return { seen, call };
  }

  const outcome = (promise: Promise<unknown>) =>
    promise.catch((error: Error) => error);

  it("repeat what was refused, even if it must not happen twice", async () => {
    const { seen, call } = failing(2, refused);

    expect(await createRetries("cakes")(never, call)).to.equal("answer");
    expect(seen.calls).to.equal(3);
  });

  it("give up after the third attempt", async () => {
    const { seen, call } = failing(9, refused);

    expect(await outcome(createRetries("cakes")(always, call))).to.equal(
      refused,
    );
    expect(seen.calls).to.equal(3);
  });

  it("repeat what was reset if that may happen twice", async () => {
    const safe = failing(1, reset);
    const unsafe = failing(1, reset);

    await createRetries("cakes")(always, safe.call);
    const error = await outcome(createRetries("cakes")(never, unsafe.call));

    expect(safe.seen.calls).to.equal(2);
    expect(error).to.equal(reset);
    expect(unsafe.seen.calls).to.equal(1);
  });

  for (const error of [silent, new Error("some bug")]) {
    it(`do not repeat after: ${error.message}`, async () => {
      const { seen, call } = failing(1, error);

      expect(await outcome(createRetries("cakes")(always, call))).to.equal(
        error,
      );
      expect(seen.calls).to.equal(1);
    });
  }

  it("make a hundred calls at most ten more, and those saved", async () => {
    const withRetries = createRetries("cakes");
    const { seen, call } = failing(Number.POSITIVE_INFINITY, refused);

    const all = Array.from({ length: 100 }, () => withRetries(always, call));
    await Promise.allSettled(all);

    expect(seen.calls).to.be.within(110, 120);
  });

  it("let the next instance be called for nothing, if nothing was sent", async () => {
    await createRetries("cakes")(never, async (mayCallNext) => {
      for (let i = 0; i < 100; i++) {
        expect(mayCallNext(refused)).to.equal(true);
      }
      expect(mayCallNext(reset)).to.equal(false);
      expect(mayCallNext(silent)).to.equal(false);
    });
  });

  it("let it be called after silence, as far as the budget goes", async () => {
    await createRetries("cakes")(always, async (mayCallNext) => {
      const allowed = Array.from({ length: 100 }, () => mayCallNext(silent));

      expect(allowed.filter(Boolean)).to.have.length(10);
    });
  });
});

/** The same numbers for the same seed (mulberry32). */
function pseudoRandom(seed: number) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
