import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseShoppersArguments } from "../arguments.ts";

describe("the arguments of npm run shoppers", () => {
  it("have defaults", () => {
    expect(parseShoppersArguments([])).to.deep.equal({
      on: undefined,
      rate: 20,
      seconds: 60,
      help: false,
    });
  });

  it("name the stage, the rate and the time", () => {
    const args = ["--on", "05", "--rate", "2.5", "--seconds", "10"];

    expect(parseShoppersArguments(args)).to.include({
      on: "05",
      rate: 2.5,
      seconds: 10,
    });
  });

  const wrong = [
    ["--rate", "0"],
    ["--rate", "fast"],
    ["--rate", "1001"],
    ["--seconds", "-1"],
    ["--seconds", ""],
    ["--speed", "3"],
    ["05"],
  ];
  for (const args of wrong) {
    it(`are not ${args.join(" ")}`, () => {
      expect(() => parseShoppersArguments(args)).to.throw(UsageError);
    });
  }
});
