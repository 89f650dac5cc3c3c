import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseCarryArguments } from "../carry/arguments.ts";

const find = (text: string) => `demo${text}`;
const parse = (text: string, env: NodeJS.ProcessEnv = {}) =>
  parseCarryArguments(text.split(" ").filter(Boolean), find, env);

describe("what npm run carry is told", () => {
  it("is a stage, and what to compare it with", () => {
    expect(parse("01 --from HEAD~2 --dry-run")).to.deep.equal({
      action: "start",
      stage: "demo01",
      from: "HEAD~2",
      isDryRun: true,
    });
  });

  it("is to go on, or to take everything back", () => {
    expect(parse("--continue")).to.deep.equal({ action: "continue" });
    expect(parse("01 --abort")).to.deep.equal({ action: "abort" });
  });

  it("is refused where it makes no sense", () => {
    const refused: [string, RegExp][] = [
      ["", /^Name one stage/],
      ["01 02", /^Name one stage/],
      ["04", /^There is no demo04/],
      ["--abort --continue", /^One option at a time/],
      ["--continue --dry-run", /^One option at a time/],
      ["01 --form HEAD", /^Unknown option '--form'/],
    ];
    for (const [text, message] of refused) {
      expect(() => parse(text)).to.throw(UsageError, message);
    }
  });

  it("is refused where npm has kept a dry run to itself", () => {
    expect(() => parse("01", { npm_config_dry_run: "true" })).to.throw(
      UsageError,
      /npm run carry 01 -- --dry-run/,
    );
  });
});
