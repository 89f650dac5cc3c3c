import { resolve } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { parseDiffArguments } from "../diff/arguments.ts";

const stages = ["demo01", "demo02", "demo03", "demo05"];
const series = {
  root: "/course",
  stages,
  find: (text: string) => `demo${text}`,
};

const parse = (text: string, env: NodeJS.ProcessEnv = {}) =>
  parseDiffArguments(text.split(" ").filter(Boolean), series, env);

describe("the arguments of npm run diff", () => {
  it("is one stage, against the one before it in the course", () => {
    expect(parse("05")).to.include({ from: "demo03", to: "demo05" });
  });

  it("is two stages, in either order", () => {
    expect(parse("01 03")).to.include({ from: "demo01", to: "demo03" });
    expect(parse("03 01")).to.include({ from: "demo03", to: "demo01" });
  });

  it("is no stage: the last one then", () => {
    expect(parse("--stat")).to.include({
      from: "demo03",
      to: "demo05",
      stat: true,
    });
  });

  it("takes FILE as seen from where npm was called", () => {
    const { html } = parse("03 --html page.html", { INIT_CWD: "/home/me" });

    expect(html).to.equal(resolve("/home/me/page.html"));
  });

  it("is refused if it is wrong", () => {
    const refused: [string, RegExp][] = [
      ["01", /^demo01 is the first stage/],
      ["03 03", /does not differ from itself/],
      ["01 02 03", /^Two stages at most/],
      [
        "03 --colour",
        /^Unknown option '--colour'\. Did you mean --color\?\n\nnpm run diff/,
      ],
    ];
    for (const [text, message] of refused) {
      expect(() => parse(text)).to.throw(UsageError, message);
    }
  });
});
