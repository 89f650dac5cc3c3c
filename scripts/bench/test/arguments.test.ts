import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseBenchArguments } from "../arguments.ts";

describe("the arguments of npm run bench", () => {
  it("have defaults", () => {
    expect(parseBenchArguments([])).to.deep.equal({
      seconds: 2,
      json: false,
      help: false,
    });
  });

  it("name the duration and the form", () => {
    const wanted = parseBenchArguments(["--seconds", "0.5", "--json"]);

    expect(wanted).to.include({ seconds: 0.5, json: true });
  });

  for (const args of [
    ["--seconds", "0"],
    ["--seconds", "61"],
    ["--seconds", "long"],
    ["--speed", "3"],
    ["99"],
  ]) {
    it(`are not ${args.join(" ")}`, () => {
      expect(() => parseBenchArguments(args)).to.throw(UsageError);
    });
  }
});
