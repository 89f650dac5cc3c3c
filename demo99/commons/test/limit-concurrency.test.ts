import { expect } from "chai";
import { describe, it } from "mocha";
import { Unavailable } from "#commons/errors.ts";
import { createIncreasingTime } from "#commons/increasing-time.ts";
import { limitConcurrency } from "#commons/limit-concurrency.ts";

describe("a limit of concurrency", () => {
  it("runs all tasks, few at a time", async () => {
    const inTurn = limitConcurrency(2);
    let running = 0;
    let most = 0;
    const task = async () => {
      most = Math.max(most, ++running);
      await new Promise(setImmediate);
      return running--;
    };

    await Promise.all(Array.from({ length: 9 }, () => inTurn(task)));

    expect(most).to.equal(2);
  });

  it("refuses a task when too many wait, and passes failures on", async () => {
    const inTurn = limitConcurrency(1, 0);
    let end = () => {};
    const long = new Promise<void>((resolve) => {
      end = resolve;
    });
    const first = inTurn(() => long);

    const refused = await inTurn(async () => {}).catch((error) => error);
    end();
    await first;
    const failed = await inTurn(async () => {
      throw new Error("wrong");
    }).catch((error) => error);

    expect(refused).to.be.instanceOf(Unavailable);
    expect(failed).to.have.property("message", "wrong");
  });
});

describe("increasing time", () => {
  it("never repeats a time, even if the clock stands still", () => {
    const next = createIncreasingTime(() => 5);

    expect([+next(), +next(), +next()]).to.deep.equal([5, 6, 7]);
  });
});
