import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, findStage, stages } from "../course.ts";
import { stageBefore } from "../series/series.ts";
import {
  brokenLinks,
  countWords,
  headings,
  headingsOf,
  npmCommands,
  quotedLines,
} from "./readme.ts";
import { readStage } from "./sources.ts";

const files = [
  "README.md",
  "CONTRIBUTING.md",
  ...stages.map((stage) => `${stage}/README.md`),
];
const ownOfNpm = ["ci", "install"];
const withStage = ["start", "test", "lesson", "diff", "carry"];

for (const name of files) {
  describe(name, () => {
    const file = join(courseDirectory, name);
    const read = () => readFileSync(file, "utf8");

    it("shows commands that exist", () => {
      for (const [first = "", ...rest] of npmCommands(read())) {
        const command = first === "run" ? (rest[0] ?? "") : first;
        expect([...scripts(), ...ownOfNpm], command).to.include(command);
      }
    });

    it("names stages that exist", () => {
      for (const words of npmCommands(read())) {
        const [command = "", stage = ""] = words.filter((w) => w !== "run");
        if (!withStage.includes(command) || !/\d/.test(stage)) continue;
        expect(() => findStage(stage), words.join(" ")).not.to.throw();
      }
    });

    it("links to files that exist", () => {
      expect(brokenLinks(read(), file)).to.deep.equal([]);
    });
  });
}

const mostWords = 900;

for (const stage of stages) {
  describe(`the lesson of ${stage}`, () => {
    const before = stageBefore({ root: courseDirectory, stages }, stage);
    const text = readFileSync(
      join(courseDirectory, stage, "README.md"),
      "utf8",
    );
    // After a lesson's chapters, the final application has further ones.
    const [, further] = headingsOf(text).slice(headings.length - 1);
    const [lesson = ""] = further ? text.split(`## ${further}`) : [text];

    it("has the headings of every lesson", () => {
      expect(headingsOf(lesson)).to.deep.equal(headings);
      if (further) expect(stage).to.equal(stages.at(-1));
    });

    it(`has at most ${mostWords} words`, () => {
      expect(countWords(lesson)).to.be.at.most(mostWords);
    });

    it("quotes code that exists, and removed code that existed", () => {
      const quoted = quotedLines(lesson);

      expect(missingIn(stage, quoted.now)).to.deep.equal([]);
      if (!before) return expect(quoted.before).to.deep.equal([]);
      expect(missingIn(before, quoted.before)).to.deep.equal([]);
    });
  });
}

function missingIn(stage: string, quoted: string[]): string[] {
  const code = readStage(stage).filter(({ path }) => path !== "README.md");
  const lines = new Set(code.flatMap(({ text }) => text.split("\n")));
  return quoted.filter((line) => !lines.has(line));
}

describe("the check of a README", () => {
  it("finds commands, headings and broken links", () => {
    const text = [
      "## Run it",
      "Say `npm start 01`, see [it](there.md) and [this](readme.test.ts).",
      "```sh",
      "npm run diff 02",
      "## no heading",
      "```",
    ].join("\n");

    expect(npmCommands(text)).to.deep.equal([
      ["start", "01"],
      ["run", "diff", "02"],
    ]);
    expect(headingsOf(text)).to.deep.equal(["Run it"]);
    const here = join(courseDirectory, "scripts/repository/README.md");
    expect(brokenLinks(text, here)).to.deep.equal(["there.md"]);
  });

  it("counts words, and finds quoted lines", () => {
    const text = "Two words\n\n```diff\n-old\n+new\n same\n```\n";

    expect(countWords(text)).to.equal(7);
    expect(quotedLines(text)).to.deep.equal({
      now: ["new", "same"],
      before: ["old"],
    });
    expect(quotedLines("```ts\n  a();\n```\n").now).to.deep.equal(["  a();"]);
  });
});

function scripts(): string[] {
  const file = readFileSync(join(courseDirectory, "package.json"), "utf8");
  const names = Object.keys(JSON.parse(file).scripts);
  const commands = names.filter((name) => !name.startsWith("pre"));
  return commands.filter((name) => name === "format" || hasProgram(name));
}

function hasProgram(command: string): boolean {
  return existsSync(join(courseDirectory, "scripts", `${command}.ts`));
}
