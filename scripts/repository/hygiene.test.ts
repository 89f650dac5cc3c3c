import { expect } from "chai";
import { describe, it } from "mocha";
import { stages } from "../course.ts";
import {
  environmentReads,
  forbiddenPatterns,
  stageNumbers,
} from "./hygiene.ts";
import {
  complaints,
  readCode,
  readScripts,
  readStage,
  sourceOf,
} from "./sources.ts";

describe("the code", () => {
  it("of a stage does not say which stage it is", () => {
    const sources = stages.flatMap(readStage);

    expect(complaints(sources, stageNumbers)).to.deep.equal([]);
    expect(stageNumbers(sourceOf("stage.json", '"demo03"'))).to.have.length(1);
    for (const path of ["README.md", "chapters/hardening.md"]) {
      expect(stageNumbers(sourceOf(path, "demo03"))).to.deep.equal([]);
    }
  });

  it("reads the environment in one place", () => {
    const text = "const port = process.env.PORT;";
    const readsIn = (path: string) => environmentReads(sourceOf(path, text));

    expect(complaints(readCode(), environmentReads)).to.deep.equal([]);
    expect(readsIn("commons/log.ts")).to.have.length(1);
    expect(readsIn("commons/env.ts")).to.deep.equal([]);
  });

  it("has nothing unfinished, no skipped test and no fixed sleep", () => {
    const scripts = readScripts().filter(
      ({ path }) => !path.startsWith("repository/"),
    );
    const sources = [...readCode(), ...scripts];

    expect(complaints(sources, forbiddenPatterns)).to.deep.equal([]);
  });

  const bad = {
    "commons/a.ts": "// TODO: later",
    "services/a/src/a.ts": 'console.log("here");',
    "services/a/test/a.test.ts": 'it.skip("works", () => {});',
    "services/a/test/b.test.ts": 'it("should work", () => {});',
    "services/a/test/c.test.ts": "await delay(2_000);",
    "services/a/test/d.test.ts":
      "new Promise((resolve) => setTimeout(resolve, 500));",
    "services/a/test/e.test.ts": "await pause(hungMs);",
    "services/a/test/g.test.ts": "await pause(2 * hungMs);",
    "services/a/test/h.test.ts":
      "new Promise((go) => setTimeout(go, observeMs));",
    "services/a/test/i.test.ts": "setTimeout(() => resolve(), 500);",
    "services/a/test/f.test.ts":
      "new Promise((resolve) => setTimeout(resolve, longMs));",
    "acceptance/faults/load.ts": "await sleep(limits.hungMs);",
    "client/store-client.ts": "// @ts-ignore",
  };

  for (const [path, text] of Object.entries(bad)) {
    it(`must not contain: ${text}`, () => {
      expect(forbiddenPatterns(sourceOf(path, text))).to.have.length(1);
    });
  }

  for (const text of [
    "await pause(observeHungMs);",
    "await pause(paceMs);",
    "await pause(paceMs / 10);",
    "setTimeout(task, 0);",
    "setTimeout(() => res.end(), 100);",
    'await stage.pause("cd-api/1");',
  ]) {
    it(`may contain, in a test: ${text}`, () => {
      const source = sourceOf("services/a/test/a.test.ts", text);

      expect(forbiddenPatterns(source)).to.deep.equal([]);
    });
  }
});
