import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, findStage, stages } from "../course.ts";
import { parseLessonArguments } from "../lessons/arguments.ts";
import { course } from "../lessons/lessons.ts";
import { stageBefore } from "../series/series.ts";
import {
  anchorsOf,
  brokenLinks,
  countWords,
  headings,
  headingsOf,
  linesBelowHeadings,
  linksOf,
  npmCommands,
  quotedLines,
} from "./readme.ts";
import { readStage, textsOfCourse } from "./sources.ts";

const ownOfNpm = ["ci", "install"];
const withStage = ["start", "test", "lesson", "diff", "carry"];
const mostWords = 900;
const mostLines = 10;

for (const name of textsOfCourse()) {
  describe(name, () => {
    const file = join(courseDirectory, name);
    const read = () => readFileSync(file, "utf8");

    it("shows commands that exist", () => {
      for (const [first = "", ...rest] of npmCommands(read())) {
        const command = first === "run" ? (rest[0] ?? "") : first;
        expect([...scripts(), ...ownOfNpm], command).to.include(command);
      }
    });

    it("names stages and lessons that exist", () => {
      for (const words of npmCommands(read())) {
        const [command = "", stage = ""] = words.filter((w) => w !== "run");
        if (!withStage.includes(command) || !/\d/.test(stage)) continue;
        const find = () =>
          command === "lesson"
            ? parseLessonArguments([stage], course)
            : findStage(stage);
        expect(find, words.join(" ")).not.to.throw();
      }
    });

    it("links to files that exist", () => {
      expect(brokenLinks(read(), file)).to.deep.equal([]);
    });

    if (basename(name) !== "README.md") return;

    it(`has at most ${mostWords} words`, () => {
      expect(countWords(read())).to.be.at.most(mostWords);
    });
  });
}

for (const stage of stages) {
  describe(`the texts of ${stage}`, () => {
    const before = stageBefore({ root: courseDirectory, stages }, stage);
    const texts = readStage(stage).filter(({ path }) => isText(path));
    const readme = texts.find(({ path }) => path === "README.md")?.text ?? "";
    const chapters = texts.filter(({ path }) => path.startsWith("chapters/"));

    it("have the headings of every lesson in the README", () => {
      expect(headingsOf(readme)).to.deep.equal(headings);
    });

    for (const { path, text } of texts) {
      it(`quote code that exists, or existed before, in ${path}`, () => {
        const quoted = quotedLines(text);

        expect(missingIn(stage, quoted.now)).to.deep.equal([]);
        if (!before) return expect(quoted.before).to.deep.equal([]);
        expect(missingIn(before, quoted.before)).to.deep.equal([]);
      });
    }

    for (const { path } of chapters) {
      it(`link from the README to ${path}`, () => {
        expect(linksOf(readme)).to.include(path);
      });
    }
  });
}

describe("the hardening of the final application", () => {
  const [path, folder] = ["chapters/hardening.md", stages.at(-1) as string];
  const texts = readStage(folder);
  const textOf = (name: string) =>
    texts.find((source) => source.path === name)?.text ?? "";

  it("is listed in the README, in the order of its chapter", () => {
    const links = linksOf(textOf("README.md"));
    const anchors = anchorsOf(textOf(path)).map((name) => `${path}#${name}`);

    expect(anchors).not.to.deep.equal([]);
    expect(links.filter((link) => link.startsWith(`${path}#`))).to.deep.equal(
      anchors,
    );
  });

  it(`is explained in at most ${mostLines} lines for each protection`, () => {
    for (const [name, count] of Object.entries(
      linesBelowHeadings(textOf(path)),
    )) {
      expect(count, name).to.be.within(1, mostLines);
    }
  });
});

function missingIn(stage: string, quoted: string[]): string[] {
  const code = readStage(stage).filter(({ path }) => !isText(path));
  const lines = new Set(code.flatMap(({ text }) => text.split("\n")));
  return quoted.filter((line) => !lines.has(line));
}

function isText(path: string) {
  return path.endsWith(".md");
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

  it("finds links to headings that do not exist", () => {
    const text = [
      "[a](#it-s)",
      "[b](#its-there-and-back)",
      "[c](../../README.md#the-stages)",
      "[d](../../README.md#no-such-heading)",
      "## It's there, and back",
    ].join("\n");
    const here = join(courseDirectory, "scripts/repository/README.md");
    const links = "[e](https://x.example/#y) and [f](f.md)";

    expect(anchorsOf(text)).to.deep.equal(["its-there-and-back"]);
    expect(linksOf(links)).to.deep.equal(["f.md"]);
    expect(brokenLinks(text, here)).to.deep.equal([
      "#it-s",
      "../../README.md#no-such-heading",
    ]);
  });

  it("counts the lines below headings", () => {
    const text = "# A\n\nintro\n\n## B\n\none\ntwo\n\n## C\n";

    expect(linesBelowHeadings(text)).to.deep.equal({ B: 2, C: 0 });
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
