// @long

import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseCarryArguments } from "../carry/arguments.ts";

const find = (text: string) => `demo${text}`;
const parse = (text: string) =>
  parseCarryArguments(text.split(" ").filter(Boolean), find);

describe("the arguments of npm run carry", () => {
  it("is a stage, and what to compare it with", () => {
    expect(parse("01 --from HEAD~2 --dry-run")).to.deep.equal({
      action: "start",
      stage: "demo01",
      from: "HEAD~2",
      isDryRun: true,
    });
  });

  it("is to continue, or to undo everything", () => {
    expect(parse("--continue")).to.deep.equal({ action: "continue" });
    expect(parse("01 --abort")).to.deep.equal({ action: "abort" });
  });

  it("is refused if it is wrong", () => {
    const refused: [string, RegExp][] = [
      ["", /^Name one stage/],
      ["01 02", /^Name one stage/],
      ["--abort --continue", /^One option at a time/],
      ["--continue --dry-run", /^One option at a time/],
      ["01 --form HEAD", /^Unknown option '--form'\. Did you mean --from\?/],
    ];
    for (const [text, message] of refused) {
      expect(() => parse(text)).to.throw(UsageError, message);
    }
  });
});
