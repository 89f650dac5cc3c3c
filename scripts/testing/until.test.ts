import { expect } from "chai";
import { describe, it } from "mocha";
import { until } from "./until.ts";

describe("until", () => {
  it("returns the first answer that is not false", async () => {
    const answers = [false, false, "here"];

    expect(await until("an answer", () => answers.shift())).to.equal("here");
  });

  it("waits for assertions to hold", async () => {
    let asked = 0;

    await until("three", () => expect(++asked).to.equal(3));

    expect(asked).to.equal(3);
  });

  it("asks less often the longer it takes", async () => {
    const asked: number[] = [];

    await until("a second", () => {
      asked.push(Date.now());
      return Date.now() > (asked[0] ?? 0) + 1_000;
    });

    // 50 times if it asked each 20 ms; the last pause is a tenth of a second.
    expect(asked.length).to.be.within(5, 36);
  });

  it("gives up in time, and says what it waited for and why", async () => {
    const never = until(
      "rain",
      () => {
        throw new Error("the sun shines");
      },
      { withinMs: 60 },
    );

    const error = await never.catch((thrown: Error) => thrown);

    expect(error).to.be.instanceOf(Error);
    expect((error as Error).message).to.equal(
      "Not within 60 ms: rain: the sun shines",
    );
  });
});
