import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
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
    const made = { name: "x", program, files: [file] };
    const result = await play({ ...made, needsPorts: false, ...changed });
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

  it("repeats a test that only --all has with the same setting", async () => {
    const text = 'it("fails", () => { throw new Error("wrong"); });';

    const { failures, path } = await run(text, { env: { TEST_ALL: "1" } });

    const again = `TEST_ALL=1 npm test -- ${path} --title "fails"`;
    expect(failures.map((failure) => failure.again)).to.deep.equal([again]);
  });

  const endings = {
    "there is no test": 'describe("nothing", () => {});',
    "a file cannot be loaded": 'throw new Error("bad file");',
    "the process ends early": 'it("ends", () => process.exit(0));',
    "a hook fails": 'before(() => { throw 1; }); it("is not run", () => {});',
    "a promise is rejected elsewhere":
      'it("rejects", async () => { Promise.reject(new Error("lost")); });',
  };
  for (const [when, text] of Object.entries(endings)) {
    it(`has failed when ${when}`, async () => {
      expect((await run(text)).failures).to.have.length.at.least(1);
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
      'has not run to its end, but to "hangs"',
    ]);
  });

  it("has failed when it leaves something running", async () => {
    const text = 'it("leaves", () => { setInterval(() => {}, 1e6); });';

    const expected = "left something running";

    let message: string | undefined;
    // A busy machine may need more than 3 s before the test runs.
    for (const timeoutMs of [3_000, 20_000]) {
      if (message === expected) break;
      message = (await run(text, { timeoutMs })).failures[0]?.message;
    }
    expect(message).to.equal(expected);
  });
});

describe("a run of a tool", () => {
  const run = (script: string) => {
    const program = ["typescript/bin/tsc", script];
    return play({ name: "t", program, needsPorts: false });
  };

  it("has passed if it ends well, and failed if it does not", async () => {
    const results = [await run("--version"), await run("--nonsense")];

    expect(totals(results)).to.equal("1 passed, 1 failed");
    expect(results[1]?.failures[0]?.again).to.equal('npm test -- --only "t"');
  });
});
