import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
import { UsageError } from "../stage/errors.ts";
import { main } from "../test.ts";
import { play, type Run, totals } from "./run.ts";

/** Blocks the thread, so that mocha's own limit cannot end the test. */
const locked = "new Int32Array(new SharedArrayBuffer(4))";
const mocha = 'import { before, describe, it } from "mocha";\n';

describe("a run of mocha", () => {
  let folder = "";

  before(() => {
    folder = mkdtempSync(join(courseDirectory, "node_modules", ".run-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  async function run(text: string, changed: Partial<Run> = {}) {
    const file = join(folder, `${Math.random()}.test.ts`);
    writeFileSync(file, mocha + text);
    const program = ["mocha/bin/mocha.js", "--timeout=1000"];
    const made = { name: "x", program, files: [file], args: ["08", "--ci"] };
    const limits = { needsPorts: false, timeoutMs: 60_000 };
    const result = await play({ ...made, ...limits, ...changed });
    return { ...result, path: relative(courseDirectory, file) };
  }

  it("reports what passed, was skipped and failed, and how to repeat it", async () => {
    const text = `describe("sums", () => {
      it("add up", () => {});
      it("multiply", () => { throw new Error("\\nwrong\\nby 1"); });
      it("divide (no zero here)");
    });`;
    const stage = "demo08";

    const { passed, failures, skipped, path } = await run(text, { stage });

    expect(passed).to.equal(1);
    expect(skipped).to.deep.equal(["sums divide (no zero here)"]);
    const again = `npm test -- demo08 ${path} --title "sums multiply"`;
    const [title, message] = ["sums multiply", "wrong"];
    expect(failures).to.deep.equal([{ title, message, again }]);
  });

  const fails = 'it("fails `now`", () => { throw new Error("wrong"); });';
  const hook = 'before(() => { throw new Error("x"); }); it("is", () => {});';
  const monolith = { stage: "demo99", env: { MONOLITH: "1" } };
  const repetitions: [string, string, Partial<Run>, string][] = [
    [
      "a test of --all",
      fails,
      { args: ["--all"] },
      'FILE --all --title "fails "',
    ],
    [
      "a test on a stage",
      fails,
      { stage: "demo03" },
      'demo03 FILE --title "fails "',
    ],
    [
      "a test on the monolith",
      fails,
      monolith,
      '08 --ci --only "x" --title "fails "',
    ],
    ["a hook", hook, {}, "FILE"],
    ["a run without a test", "", {}, '08 --ci --only "x"'],
  ];
  for (const [what, text, changed, expected] of repetitions) {
    it(`says how to repeat ${what}`, async () => {
      const { failures, path } = await run(text, changed);

      expect(
        failures.map(({ again }) => again.replace(path, "FILE")),
      ).to.deep.equal([`npm test -- ${expected}`]);
    });
  }

  it("may have no test with the title, and does the others that have it", async () => {
    const text = 'it("is", () => {}); it("is not", () => { throw 1; });';

    const none = await run(text, { title: "nothing" });
    const one = await run('it("a", () => { throw 1; }); it("b", () => {});', {
      title: "b",
    });

    expect([none.passed, none.failures]).to.deep.equal([0, []]);
    expect([one.passed, one.failures]).to.deep.equal([1, []]);
  });

  const cut = "has not run to its end";
  const endings: [string, string, string][] = [
    ["there is no test", 'describe("nothing", () => {});', "has no test"],
    ["a file cannot be loaded", 'throw new Error("bad file");', cut],
    [
      "the process ends early",
      'it("ends", () => process.exit(0));',
      `${cut}, but after the start of "ends"`,
    ],
    ["a hook fails", hook, "x"],
    [
      "a promise is rejected elsewhere",
      'it("rejects", async () => { Promise.reject(new Error("lost")); });',
      "lost",
    ],
  ];
  for (const [when, text, expected] of endings) {
    it(`has failed when ${when}`, async () => {
      const { failures } = await run(text);

      expect(failures.map(({ message }) => message)).to.deep.equal([expected]);
    });
  }

  it("names the test that it was killed in, and keeps what was before", async () => {
    const text = `it("passes", () => {});
      it("fails", () => { throw new Error("wrong"); });
      it("hangs", () => { Atomics.wait(${locked}, 0, 0); });`;

    const { passed, failures } = await run(text, { timeoutMs: 10_000 });

    expect(passed).to.equal(1);
    expect(failures.map(({ message }) => message)).to.deep.equal([
      "wrong",
      `${cut}, but after the start of "hangs"`,
    ]);
  });

  it("has failed when it leaves something running", async () => {
    const text = 'it("leaves", () => { setInterval(() => {}, 1e6); });';

    const expected = "after its last test";

    let message: string | undefined;
    // A busy machine may need more than 3 s before the test runs.
    for (const timeoutMs of [3_000, 20_000]) {
      if (message === expected) break;
      message = (await run(text, { timeoutMs })).failures[0]?.message;
    }
    expect(message).to.equal(expected);
  });
});

describe("npm test", () => {
  it("refuses a title that no test has", async () => {
    const args = ["scripts/testing/tags.test.ts", "--title", "no such thing"];

    const error = await main(args).catch((it: Error) => it);

    expect(error).to.be.instanceOf(UsageError);
    expect(`${error}`).to.include('No test has "no such thing" in its title.');
  });
});

describe("a run of a tool", () => {
  const run = (script: string) => {
    const program = ["typescript/bin/tsc", script];
    const limits = { needsPorts: false, timeoutMs: 60_000 };
    return play({ name: "t", program, args: ["03"], ...limits });
  };

  it("has passed if it ends well, and failed if it does not", async () => {
    const results = [await run("--version"), await run("--nonsense")];

    expect(totals(results)).to.equal("1 passed, 1 failed");
    expect(results[1]?.failures[0]?.again).to.equal(
      'npm test -- 03 --only "t"',
    );
  });
});
