import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
import { runMocha } from "./run-mocha.ts";

const mocha = 'import { describe, it } from "mocha";\n';

describe("a run of mocha in its own process", () => {
  let folder = "";

  before(() => {
    const built = join(courseDirectory, "node_modules", ".run-mocha-");
    folder = mkdtempSync(built);
  });
  after(() => rmSync(folder, { recursive: true }));

  function run(text: string, limitMs = 20_000) {
    const file = join(folder, `${Math.random()}.test.ts`);
    writeFileSync(file, mocha + text);
    const output = "pipe" as const;
    return runMocha({ files: [file], timeoutMs: 1_000, limitMs, output });
  }

  it("counts what passed, failed and was skipped", async () => {
    const result = await run(`
      describe("sums", () => {
        it("add up", () => {});
        it("multiply", () => { throw new Error("wrong"); });
        it("divide (no zero here)");
      });`);

    const { output, ...counts } = result;
    expect(output).to.include("Error: wrong");
    expect(counts).to.deep.equal({
      passed: 1,
      failures: [{ title: "sums multiply", message: "wrong" }],
      skipped: ["sums divide (no zero here)"],
    });
  });

  const endings = {
    "there is no test": 'describe("nothing", () => {});',
    "a file cannot be loaded": 'throw new Error("bad file");',
    "the process ends early": 'it("ends", () => process.exit(0));',
    "something is left open":
      'it("leaves", () => { setInterval(() => {}, 1e6); });',
    "a promise is rejected elsewhere":
      'it("rejects", async () => { Promise.reject(new Error("lost")); });',
  };

  for (const [when, text] of Object.entries(endings)) {
    it(`has failed when ${when}`, async () => {
      expect((await run(text)).failures).to.have.length.at.least(1);
    });
  }

  it("has failed when it does not end", async () => {
    const endless = 'it("spins", () => { for (;;); });';

    expect((await run(endless, 2_000)).failures).to.have.length(1);
  });

  it("has failed when there is no file", async () => {
    const { failures } = await runMocha({ files: [], timeoutMs: 1_000 });

    expect(failures).to.have.length(1);
  });
});
