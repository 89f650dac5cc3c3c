import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { callGuarded, listCircuits } from "#commons/resilience.ts";
import {
  type ResilienceEvents,
  resilienceEvents,
} from "#commons/resilience-events.ts";
import { passTime, restoreTime } from "./clock.ts";

type Send = Parameters<typeof callGuarded>[1];

const fine: Send = async () => ({ status: 200 });
const broken: Send = async () => ({ status: 500 });
const refused: Send = async () => {
  throw Object.assign(new Error("refused"), { code: "ECONNREFUSED" });
};
const hanging: Send = ({ signal }) =>
  new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")));
  });

let port = 1;

describe("a guarded call", () => {
  let callee: { service: string; instance: string };
  let transitions: string[];
  let made: number;

  const hear = ({ state, because }: ResilienceEvents["circuit"][0]) => {
    transitions.push(`${state}: ${because}`);
  };

  beforeEach(() => {
    callee = { service: "cakes", instance: `http://cakes:${port++}` };
    transitions = [];
    made = 0;
    resilienceEvents.on("circuit", hear);
  });

  afterEach(() => {
    resilienceEvents.off("circuit", hear);
    restoreTime();
  });

  const call = (send: Send, timeoutMs = 1_000) =>
    callGuarded({ ...callee, timeoutMs }, (limits) => {
      made++;
      return send(limits);
    });

  const failure = (send: Send, timeoutMs?: number) =>
    call(send, timeoutMs).then(
      () => expect.fail("did not throw"),
      (error) => error,
    );

  async function repeat(count: number, send: Send) {
    for (let i = 0; i < count; i++) await call(send).catch(() => {});
  }

  const stateNow = () =>
    listCircuits().find(({ instance }) => instance === callee.instance)?.state;

  async function openCircuit() {
    await repeat(5, broken);
    expect(stateNow()).to.equal("open");
    made = 0;
  }

  it("is answered, and keeps the circuit closed", async () => {
    expect(await call(fine)).to.deep.equal({ status: 200 });
    expect(stateNow()).to.equal("closed");
    expect(transitions).to.deep.equal([]);
  });

  it("opens the circuit with the fifth of five failures", async () => {
    await repeat(4, broken);
    expect(stateNow()).to.equal("closed");

    await repeat(1, broken);

    expect(stateNow()).to.equal("open");
    expect(transitions).to.deep.equal(["open: 5 of 5 calls failed"]);
  });

  it("opens it when more than half of the last ten failed", async () => {
    await repeat(10, fine);
    await repeat(5, broken);
    expect(stateNow()).to.equal("closed");

    await repeat(1, broken);

    expect(transitions).to.deep.equal(["open: 6 of 10 calls failed"]);
  });

  it("is not made while the circuit is open", async () => {
    await openCircuit();

    const error = await failure(fine);

    expect(made).to.equal(0);
    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.equal(
      "http://cakes does not answer: its circuit is open.",
    );
    expect(error.headers).to.deep.equal({ "retry-after": "3" });
  });

  it("concerns one instance alone", async () => {
    await openCircuit();
    callee = { service: "cakes", instance: `http://cakes:${port++}` };

    expect(await call(fine)).to.deep.equal({ status: 200 });
  });

  const failures: Record<string, Send> = {
    "a 500": broken,
    "a 503 of its own": async () => ({ status: 503, retryAfter: null }),
    "a reset": async () => {
      throw Object.assign(new Error("reset"), { code: "ECONNRESET" });
    },
  };
  for (const [what, send] of Object.entries(failures)) {
    it(`opens it after ${what}`, async () => {
      await repeat(5, send);

      expect(stateNow()).to.equal("open");
    });
  }

  const others: Record<string, Send> = {
    "a 404": async () => ({ status: 404 }),
    "a 429": async () => ({ status: 429 }),
    "a 503 that speaks of another": async () => ({
      status: 503,
      retryAfter: "1",
    }),
    "a refused connection": refused,
    "a caller who has left": async () => ({ status: 499 }),
  };
  for (const [what, send] of Object.entries(others)) {
    it(`leaves it closed after ${what}`, async () => {
      await repeat(20, send);

      expect(stateNow()).to.equal("closed");
    });
  }

  it("is given up in time, which opens the circuit", async () => {
    const errors = await Promise.all(
      Array.from({ length: 5 }, () => failure(hanging, 20)),
    );

    expect(errors[0]).to.include({ code: "ETIMEDOUT" });
    expect(stateNow()).to.equal("open");
  });

  it("is no failure of one that answers others: it is busy", async () => {
    const giveUp = () =>
      Promise.all(Array.from({ length: 10 }, () => failure(hanging, 20)));
    const slow = giveUp();
    await call(fine);
    await slow;
    expect(stateNow()).to.equal("closed");

    passTime(1_100);
    await giveUp();

    expect(stateNow()).to.equal("open");
  });

  describe("after three seconds", () => {
    beforeEach(async () => {
      await openCircuit();
      transitions = [];
      passTime(2_900);
      expect(stateNow()).to.equal("open");
      passTime(200);
    });

    it("could be made: the circuit is half-open, without a call", () => {
      expect(stateNow()).to.equal("half-open");
      expect(made).to.equal(0);
    });

    it("is made once, and the others are refused at once", async () => {
      const answers: ((answer: { status: number }) => void)[] = [];
      const slow = () =>
        new Promise<{ status: number }>((resolve) => answers.push(resolve));
      const probe = call(slow);

      const burst = await Promise.all(
        Array.from({ length: 100 }, () => failure(fine)),
      );

      expect(made).to.equal(1);
      expect(burst[0]).to.be.instanceOf(Unavailable);
      expect(stateNow()).to.equal("half-open");
      answers[0]?.({ status: 200 });
      await probe;
      expect(made).to.equal(1);
      expect(stateNow()).to.equal("closed");
      expect(transitions).to.deep.equal([
        "half-open: one call may try",
        "closed: it answers again",
      ]);
    });

    const trials: Record<string, Send> = {
      "fails again": broken,
      "finds nobody": refused,
      "has a caller who does not wait for it": async () => ({ status: 499 }),
    };
    for (const [what, send] of Object.entries(trials)) {
      it(`opens it again if it ${what}`, async () => {
        await call(send).catch(() => {});

        expect(stateNow()).to.equal("open");
        made = 0;
        await failure(fine);
        expect(made).to.equal(0);
        passTime(3_100);
        await call(fine);
        expect(stateNow()).to.equal("closed");
      });
    }

    it("closes it if it is answered, and what was before is forgotten", async () => {
      await call(fine);
      await repeat(3, broken);
      expect(stateNow()).to.equal("closed");

      await repeat(1, broken);

      expect(transitions.at(-1)).to.equal("open: 4 of 5 calls failed");
    });
  });

  it("finds the bulkhead full behind 256 others", async () => {
    const ends: (() => void)[] = [];
    const waiting = () =>
      new Promise<{ status: number }>((resolve) => {
        ends.push(() => resolve({ status: 200 }));
      });
    const calls = Array.from({ length: 256 }, () => call(waiting));

    const warned: Error[] = [];
    const warn = (warning: Error) => warned.push(warning);
    process.on("warning", warn);
    const error = await failure(fine);
    await new Promise(setImmediate);
    process.off("warning", warn);

    expect(warned).to.deep.equal([]);
    expect(made).to.equal(256);
    expect(error).to.be.instanceOf(Unavailable);
    expect(error.message).to.equal(
      "http://cakes has too many calls to answer.",
    );
    for (const end of ends) end();
    await Promise.all(calls);
    expect(await call(fine)).to.deep.equal({ status: 200 });
  });

  it("is forgotten, circuit and all, a minute after the last one", async () => {
    await openCircuit();
    passTime(59_000);
    expect(stateNow()).to.equal("half-open");

    passTime(2_000);

    expect(stateNow()).to.equal(undefined);
  });
});
