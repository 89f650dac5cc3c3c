import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { distinctTests } from "./repeats.ts";

const test = "services/pie/test/pie.test.ts";
const stages = ["demo01", "demo02", "demo03"];

describe("the tests of several stages", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "repeats-"));
    for (const stage of stages) {
      write(`${stage}/${test}`, 'import "../src/pie.ts";');
      write(`${stage}/services/pie/src/pie.ts`, 'import "#commons/oven.ts";');
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(path: string, text: string) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  const distinct = (isByText = true) =>
    distinctTests(root, stages, isByText)
      .map((file) => file.split(/[\\/]/).at(-5))
      .sort();

  it("are run in the last stage that has them", () => {
    write("demo02/commons/oven.ts", "export const degrees = 180;");

    expect(distinct()).to.deep.equal(["demo03"]);
  });

  for (const file of [test, "services/pie/src/pie.ts"]) {
    it(`are run again where ${file} differs`, () => {
      write(`demo02/${file}`, "export const isPie = true;");

      expect(distinct()).to.deep.equal(["demo02", "demo03"]);
      expect(distinct(false)).to.deep.equal(["demo03"]);
    });
  }
});
