import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { findRepeats } from "./repeats.ts";

const test = "services/pie/test/pie.test.ts";
const stages = ["demo01", "demo02", "demo03"];

describe("the tests of a stage", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "repeats-"));
    for (const stage of stages) {
      write(
        `${stage}/package.json`,
        '{"imports":{"#commons/*":"./commons/*"}}',
      );
      write(`${stage}/${test}`, 'import "../src/pie.ts"; import "chai";');
      write(`${stage}/services/pie/src/pie.ts`, 'import "#commons/oven.ts";');
      write(`${stage}/services/pie/src/main.ts`, "");
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

  async function repeats() {
    const found = await findRepeats(root, stages);
    return stages.map((stage) => found.get(join(root, stage, test)));
  }

  it("are those of the first stage that has the very same", async () => {
    expect(await repeats()).to.deep.equal([undefined, "demo01", "demo01"]);
  });

  it("are so whatever changes that they do not reach", async () => {
    write("demo02/services/pie/src/main.ts", "console.log('Hot!');");
    write("demo02/commons/knife.ts", "export const isSharp = true;");

    expect(await repeats()).to.deep.equal([undefined, "demo01", "demo01"]);
  });

  const changes = {
    [test]: 'import "../src/pie.ts"; import "chai"; // again',
    "services/pie/src/pie.ts": "export const isPie = true;",
    "commons/heat.ts": "export const degrees = 180;",
    "services/pie/page/index.html": "<h1>Cake</h1>",
    "node_modules/chai/package.json": '{"version":"1.0.0"}',
  };
  for (const [file, text] of Object.entries(changes)) {
    it(`are others when ${file} is another one`, async () => {
      write(`demo02/${file}`, text);

      expect(await repeats()).to.deep.equal([undefined, undefined, "demo01"]);
    });
  }

  it("may be others when they read files by themselves", async () => {
    for (const stage of stages) {
      write(`${stage}/commons/heat.ts`, 'import "node:fs/promises";');
    }

    expect(await repeats()).to.deep.equal([undefined, undefined, undefined]);
  });

  it("may be others when something cannot be built", async () => {
    write("demo03/commons/heat.ts", "const = 1;");

    expect(await repeats()).to.deep.equal([undefined, undefined, undefined]);
  });
});
