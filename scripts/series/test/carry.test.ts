// @long

import { chmodSync } from "node:fs";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { createMadeUpCarry, type MadeUpCarry } from "./made-up-carry.ts";

const base = "one\ntwo\nthree\nfour\nfive\n";
const later = `${base}six\n`;

describe("carrying a change", () => {
  let course: MadeUpCarry;

  beforeEach(() => {
    course = createMadeUpCarry({
      demo01: { "a.ts": base, "same.ts": base, "README.md": "# one\n" },
      demo02: { "a.ts": later, "same.ts": base, "README.md": "# two\n" },
      demo05: { "a.ts": `zero\n${later}`, "same.ts": base },
    });
  });
  afterEach(() => course.delete());

  it("merges it into each later stage, whatever that has added", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));

    expect(course.start()).to.equal(0);
    expect(course.done()).to.deep.equal([
      "demo02 merged a.ts",
      "demo05 merged a.ts",
    ]);
    expect(course.read("demo02/a.ts")).to.equal(later.replace("two", "2"));
    expect(course.read("demo05/a.ts")).to.equal(
      `zero\n${later.replace("two", "2")}`,
    );
    expect(course.said()).to.include("Carried: 2 files in 2 stages.");
  });

  it("begins with the stage that is named", () => {
    course.write("demo02/a.ts", later.replace("two", "2"));

    expect(course.start({ stage: "demo02" })).to.equal(0);
    expect(course.read("demo01/a.ts")).to.equal(base);
    expect(course.read("demo05/a.ts")).to.include("2\nthree");
  });

  it("brings new files, and removes deleted ones with their folder", () => {
    course.write("demo01/commons/new.ts", "new\n");
    course.remove("demo01/same.ts");

    expect(course.start()).to.equal(0);
    expect(course.read("demo05/commons/new.ts")).to.equal("new\n");
    expect(course.has("demo05/same.ts")).to.equal(false);

    course.remove("demo01/commons/new.ts");

    expect(course.start()).to.equal(0);
    expect(course.has("demo05/commons")).to.equal(false);
  });

  it("brings binary files and names of any characters unchanged", () => {
    const bytes = Buffer.from([0, 255, 10, 128]);
    course.write("demo01/Überblick 1.png", bytes);
    course.write("demo01/old ä.ts", "old\n");
    course.start();
    course.remove("demo01/old ä.ts");

    expect(course.start()).to.equal(0);
    expect(course.read("demo05/Überblick 1.png")).to.equal(bytes.toString());
    expect(course.has("demo05/old ä.ts")).to.equal(false);
  });

  it("renames a file that later stages have edited", () => {
    course.remove("demo01/a.ts");
    course.write("demo01/b.ts", base.replace("two", "2"));

    expect(course.start()).to.equal(0);
    expect(course.done()).to.deep.equal([
      "demo02 renamed b.ts (from a.ts)",
      "demo05 renamed b.ts (from a.ts)",
    ]);
    expect(course.has("demo05/a.ts")).to.equal(false);
    expect(course.read("demo05/b.ts")).to.equal(
      `zero\n${later.replace("two", "2")}`,
    );
  });

  it("skips a stage that has deleted the file, and continues after it", () => {
    course.remove("demo02/same.ts");
    course.write("demo01/same.ts", "1\n");

    expect(course.start()).to.equal(0);
    expect(course.done()).to.deep.equal([
      "demo02 skipped same.ts (demo02 has no such file)",
      "demo05 changed same.ts",
    ]);
  });

  it("continues after a stage that has the change already", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.write("demo02/a.ts", later.replace("two", "2"));

    expect(course.start()).to.equal(0);
    expect(course.done()).to.deep.equal([
      "demo02 present a.ts",
      "demo05 merged a.ts",
    ]);
  });

  it("keeps what is not committed in a later stage", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.write("demo05/a.ts", `zero\n${later}mine\n`);

    expect(course.start()).to.equal(0);
    expect(course.read("demo05/a.ts")).to.equal(
      `zero\n${later.replace("two", "2")}mine\n`,
    );
  });

  it("does not carry what else has changed on the way", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.write("demo02/a.ts", later.replace("four", "4"));

    course.start();

    expect(course.read("demo05/a.ts")).to.include("2\nthree\nfour\n");
  });

  it("carries the right to run a file", function () {
    if (process.platform === "win32") this.skip();
    chmodSync(course.place("demo01/a.ts"), 0o755);

    expect(course.start()).to.equal(0);
    expect(course.mode("demo05/a.ts")).to.equal(0o755);
    expect(course.read("demo05/a.ts")).to.equal(`zero\n${later}`);
  });

  it("leaves a README to its stage", () => {
    course.write("demo01/README.md", "# eins\n");

    expect(course.start()).to.equal(0);
    expect(course.said()).to.include("Nothing has changed in demo01");
  });

  it("does nothing in a dry run, and says what it would do", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));

    expect(course.start({ isDryRun: true })).to.equal(0);
    expect(course.done()).to.have.length(2);
    expect(course.read("demo02/a.ts")).to.equal(later);
  });

  it("takes up what was committed since a named commit", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.commit();

    expect(course.start()).to.equal(0);
    expect(course.said()).to.include("carry demo01 -- --from HEAD~1");
    expect(course.start({ from: "HEAD~1" })).to.equal(0);
    expect(course.done()).to.have.length(2);
  });

  it("carries a correction of what was carried before", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.start();
    course.write("demo01/a.ts", base.replace("two", "zwei"));

    expect(course.start()).to.equal(0);
    expect(course.read("demo05/a.ts")).to.equal(
      `zero\n${later.replace("two", "zwei")}`,
    );
    expect(course.start()).to.equal(0);
    expect(course.said()).to.match(/since the last carry/);
  });

  it("carries it again where it was taken back", () => {
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.start();
    course.write("demo02/a.ts", later);
    course.write("demo05/a.ts", `zero\n${later}`);

    expect(course.start()).to.equal(0);
    expect(course.read("demo05/a.ts")).to.include("2\nthree");
  });

  it("is refused if it is wrong", () => {
    const refused: [() => number, RegExp][] = [
      [() => course.start({ stage: "demo05" }), /^demo05 is the last stage/],
      [() => course.start({ from: "nowhere" }), /^There is no commit nowhere/],
      [() => course.goOn(), /^No carry is under way/],
      [() => course.abort(), /^No carry is under way/],
    ];
    for (const [run, message] of refused) {
      expect(run).to.throw(UsageError, message);
    }
  });
});
