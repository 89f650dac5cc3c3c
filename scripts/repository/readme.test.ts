import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, findStage, stages } from "../course.ts";
import { brokenLinks, headings, headingsOf, npmCommands } from "./readme.ts";

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

for (const stage of stages) {
  describe(`the lesson of ${stage}`, () => {
    it("has the headings of every lesson", () => {
      const file = join(courseDirectory, stage, "README.md");
      const found = headingsOf(readFileSync(file, "utf8"));

      // After them, the final application has further chapters.
      const isFinal = stage === stages.at(-1);
      const shared = isFinal ? found.slice(0, headings.length) : found;
      expect(shared).to.deep.equal(headings);
    });
  });
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
