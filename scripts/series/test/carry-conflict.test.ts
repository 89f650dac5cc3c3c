// @long

import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { createMadeUpCarry, type MadeUpCarry } from "./made-up-carry.ts";

const base = "one\ntwo\nthree\nfour\nfive\n";
const other = base.replace("two", "TWO");

describe("a conflict on the way", () => {
  let course: MadeUpCarry;

  beforeEach(() => {
    course = createMadeUpCarry({
      demo01: { "a.ts": base, "b.ts": base },
      demo02: { "a.ts": base, "b.ts": base },
      demo03: { "a.ts": other, "b.ts": base },
      demo05: { "a.ts": `${other}six\n`, "b.ts": base },
    });
    course.write("demo01/a.ts", base.replace("two", "2"));
    course.write("demo01/b.ts", `${base}six\n`);
  });
  afterEach(() => course.delete());

  it("stops the carry at its stage, and says where and what to do", () => {
    expect(course.start()).to.equal(1);
    expect(course.done()).to.deep.equal([
      "demo02 changed a.ts",
      "demo02 changed b.ts",
      "demo03 CONFLICT a.ts:2",
      "demo03 changed b.ts",
    ]);
    expect(course.said()).to.include("\n  demo03/a.ts:2\n");
    expect(course.said()).to.include("npm run carry -- --continue");
    expect(course.read("demo03/a.ts").split("\n").slice(0, 8)).to.deep.equal([
      "one",
      "<<<<<<< demo03",
      "TWO",
      "||||||| demo02 before",
      "two",
      "=======",
      "2",
      ">>>>>>> demo02 now",
    ]);
    expect(course.read("demo05/b.ts")).to.equal(base);
  });

  it("is resolved once: later stages take it as resolved", () => {
    course.start();
    course.write("demo03/a.ts", base.replace("two", "Two (2)"));

    expect(course.goOn()).to.equal(0);
    expect(course.done()).to.have.members([
      "demo03 resolved a.ts",
      "demo05 merged a.ts",
      "demo05 changed b.ts",
    ]);
    expect(course.read("demo05/a.ts")).to.equal(
      `${base.replace("two", "Two (2)")}six\n`,
    );
    expect(course.goOn).to.throw(UsageError, /^No carry is under way/);
  });

  it("changes nothing further on where the stage's own lines were kept", () => {
    course.start();
    course.write("demo03/a.ts", other);

    expect(course.goOn()).to.equal(0);
    expect(course.done()).to.deep.equal([
      "demo03 kept a.ts",
      "demo05 changed b.ts",
    ]);
    expect(course.said()).to.include("Carried: 4 files in 3 stages.");
  });

  it("is not passed while its markers are there", () => {
    course.start();

    expect(course.goOn()).to.equal(1);
    expect(course.said()).to.include("Not resolved yet:\n  demo03/a.ts:2");
  });

  it("allows no second carry", () => {
    course.start();

    expect(() => course.start()).to.throw(UsageError, /^A carry is under way/);
  });

  it("can be aborted: every file is as it was", () => {
    course.write("demo02/a.ts", `${base}not committed\n`);
    course.start();

    expect(course.abort()).to.equal(0);
    expect(course.read("demo02/a.ts")).to.equal(`${base}not committed\n`);
    expect(course.read("demo03/a.ts")).to.equal(other);
    expect(course.read("demo03/b.ts")).to.equal(base);
    expect(course.read("demo01/a.ts")).to.equal(base.replace("two", "2"));
    expect(course.start()).to.equal(1);
  });

  it("can be aborted without losing what was edited meanwhile", () => {
    course.start();
    course.write("demo02/b.ts", "precious\n");

    course.abort();

    const [, place = ""] = /edited:\n {2}(.*)/.exec(course.said()) ?? [];
    expect(course.read("demo02/b.ts")).to.equal(base);
    expect(place.startsWith(course.place(".git"))).to.equal(true);
    expect(course.read(place.slice(course.place("").length))).to.equal(
      "precious\n",
    );
  });

  it("is shown by a dry run", () => {
    expect(course.start({ isDryRun: true })).to.equal(1);
    expect(course.said()).to.include("It would stop at demo03");
    expect(course.read("demo02/a.ts")).to.equal(base);
    expect(course.abort).to.throw(UsageError);
  });
});

describe("a conflict without markers", () => {
  let course: MadeUpCarry;

  function begin(first: string, second: string) {
    course = createMadeUpCarry({
      demo01: { "a.ts": first },
      demo02: { "a.ts": second },
      demo03: { "a.ts": second },
    });
  }
  afterEach(() => course.delete());

  it("is a file that one stage deletes and another has changed", () => {
    begin(base, other);
    course.remove("demo01/a.ts");

    expect(course.start()).to.equal(1);
    expect(course.said()).to.match(
      /CONFLICT {2}a\.ts {2}\(deleted, but demo02/,
    );
    expect(course.read("demo02/a.ts")).to.equal(other);

    course.remove("demo02/a.ts");

    expect(course.goOn()).to.equal(0);
    expect(course.done()).to.deep.equal([
      "demo02 resolved a.ts",
      "demo03 deleted a.ts",
    ]);
  });

  it("is a binary file that was changed on both sides", () => {
    begin("\0 one", "\0 two");
    course.write("demo01/a.ts", "\0 three");

    expect(course.start()).to.equal(1);
    expect(course.done()).to.deep.equal([
      "demo02 CONFLICT a.ts (a binary file: take either version)",
    ]);

    course.write("demo02/a.ts", "\0 three");

    expect(course.goOn()).to.equal(0);
    expect(course.read("demo03/a.ts")).to.equal("\0 three");
  });
});

describe("a file that is added where another is already", () => {
  let course: MadeUpCarry;

  beforeEach(() => {
    course = createMadeUpCarry({
      demo01: { "a.ts": base },
      demo02: { "a.ts": base, "new.ts": "new\n" },
      demo03: { "a.ts": base, "new.ts": "other\n" },
    });
  });
  afterEach(() => course.delete());

  it("is no conflict if it is the same, and is one if it is not", () => {
    course.write("demo01/new.ts", "new\n");

    expect(course.start()).to.equal(1);
    expect(course.done()).to.deep.equal([
      "demo02 present new.ts",
      "demo03 CONFLICT new.ts:1",
    ]);
    expect(course.read("demo03/new.ts")).to.include("other\n");
  });

  it("does not take the place of a file that is renamed to it", () => {
    course.remove("demo01/a.ts");
    course.write("demo01/new.ts", `${base}six\n`);

    expect(course.start()).to.equal(1);
    expect(course.done()).to.deep.equal([
      "demo02 deleted a.ts",
      "demo02 CONFLICT new.ts:1",
    ]);
  });
});
