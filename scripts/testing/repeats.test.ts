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
      write(`${stage}/${test}`, 'import "../src/pie.ts"; import "chai";');
      write(`${stage}/services/pie/src/pie.ts`, 'import "#commons/oven.ts";');
      write(`${stage}/services/pie/page/index.html`, "<h1>Pie</h1>");
      write(`${stage}/commons/oven.ts`, 'await import("./heat.ts");');
      write(`${stage}/commons/heat.ts`, "export const degrees = 200;");
    }
  });
  afterEach(() => rmSync(root, { recursive: true }));

  function write(path: string, text: string) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }

  const distinct = () =>
    distinctTests(root, stages).map((file) => file.split(/[\\/]/).at(-5));

  it("are run in the last stage that has them", () => {
    write("demo02/commons/knife.ts", "export const isSharp = true;");
    write("demo02/commons/heat.ts", "export const degrees = 180;");

    expect(distinct()).to.deep.equal(["demo03"]);
  });

  it("are run again where what a helper imports differs", () => {
    for (const stage of stages) {
      write(`${stage}/${test}`, 'import "./bake.ts";');
      write(`${stage}/services/pie/test/bake.ts`, 'import "../src/pie.ts";');
    }
    write("demo02/services/pie/src/pie.ts", "export const isPie = true;");

    expect(distinct()).to.deep.equal(["demo02", "demo03"]);
  });

  const changes = {
    [test]: 'import "../src/pie.ts"; import "chai"; // again',
    "services/pie/src/pie.ts": "export const isPie = true;",
    "services/pie/page/index.html": "<h1>Cake</h1>",
    "node_modules/chai/package.json": '{"version":"1.0.0"}',
  };
  for (const [file, text] of Object.entries(changes)) {
    it(`are run again where ${file} differs`, () => {
      write(`demo02/${file}`, text);

      expect(distinct()).to.deep.equal(["demo02", "demo03"]);
    });
  }

  it("are all run when they read files that no import names", () => {
    for (const stage of stages) {
      write(`${stage}/${test}`, 'import "node:fs/promises";');
    }

    expect(distinct()).to.deep.equal(stages);
  });
});
