import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseExtrapolateArguments } from "../arguments.ts";

describe("the arguments of npm run extrapolate", () => {
  it("have defaults", () => {
    expect(parseExtrapolateArguments([])).to.deep.equal({
      items: 10_000,
      posts: 1_000,
      seed: 1,
      into: undefined,
      help: false,
    });
  });

  it("name the size, the seed and the store", () => {
    const args = ["--items", "50", "--posts", "0", "--seed", "7"];

    const wanted = parseExtrapolateArguments([...args, "--into", "http://a:1"]);

    expect(wanted).to.include({
      items: 50,
      posts: 0,
      seed: 7,
      into: "http://a:1",
    });
  });

  const wrong = [
    ["--items", "0"],
    ["--items", "many"],
    ["--items", "1.5"],
    ["--items", "1000001"],
    ["--posts", "-1"],
    ["--seed", "4294967296"],
    ["--into", "localhost:8100"],
    ["--into", "http://"],
    ["--into", "ftp://store.example"],
    ["--size", "3"],
    ["10000"],
  ];
  for (const args of wrong) {
    it(`are not ${args.join(" ")}`, () => {
      expect(() => parseExtrapolateArguments(args)).to.throw(UsageError);
    });
  }

  it("are refused with the limits", () => {
    expect(() => parseExtrapolateArguments(["--items", "many"])).to.throw(
      '--items takes a whole number from 1 to 1,000,000, not "many".',
    );
  });
});
