import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { findBreaches } from "../diff/budget.ts";
import { compareStages } from "../diff/compare.ts";
import { createMadeUpSeries, type MadeUpSeries } from "./made-up-series.ts";

const code = `export function call(url: string, body: string) {
  go();
  return answer(url);
}
`;

describe("a stage's budget", () => {
  let course: MadeUpSeries;

  beforeEach(() => {
    course = createMadeUpSeries({
      demo01: { "commons/http.ts": code },
      demo02: { "commons/http.ts": code },
    });
    declare({ added: 2, removed: 1, files: 1 });
  });
  afterEach(() => course.delete());

  function declare(budget: object | undefined) {
    course.write("demo02/stage.json", JSON.stringify({ budget }));
  }
  const breaches = () =>
    findBreaches(compareStages(course.series, "demo01", "demo02"));

  it("is kept by a lesson within its figures", () => {
    course.write("demo02/commons/http.ts", code.replace("go", "stop"));
    course.write("demo02/services/registry/src/main.ts", "one\n".repeat(100));
    course.write("demo02/commons/test/http.test.ts", "one\n".repeat(100));

    expect(breaches()).to.deep.equal([]);
  });

  it("is broken by each figure that is too high", () => {
    const changed = `${code.replace("go", "stop")}one\n`;
    course.write("demo02/commons/http.ts", changed);
    course.write("demo02/commons/new.ts", "two\n");
    declare({ added: 2, removed: 0, files: 1 });

    expect(breaches()).to.deep.equal([
      "added: 3; the budget is 2.",
      "removed: 1; the budget is 0.",
      "files: 2; the budget is 1.",
    ]);
  });

  it("must be declared in whole numbers", () => {
    for (const budget of [
      undefined,
      {},
      { added: "2", removed: 1, files: 1 },
    ]) {
      declare(budget);

      expect(breaches()).to.have.length(1);
      expect(breaches()[0]).to.include("demo02/stage.json declares no");
    }
  });

  it("is broken by a file that was only moved", () => {
    course.remove("demo02/commons/http.ts");
    course.write("demo02/commons/calls.ts", code);

    expect(breaches()).to.deep.equal([
      "commons/calls.ts is commons/http.ts, moved: leave it in place.",
    ]);
  });

  it("is broken by code that was only formatted", () => {
    const formatted = code.replace(
      "(url: string, body: string)",
      "(\n  url: string,\n  body: string,\n)",
    );
    course.write("demo02/commons/http.ts", `${formatted}\nnew;\n`);
    declare({ added: 20, removed: 20, files: 1 });

    expect(breaches()).to.deep.equal([
      "commons/http.ts:1 is the same code in another format.",
    ]);
  });

  it("is broken by code that was removed here and added there", () => {
    course.write("demo02/commons/http.ts", "other();\n");
    course.write("demo02/commons/new.ts", `before();\n${code}after();\n`);
    declare({ added: 20, removed: 20, files: 2 });

    expect(breaches()).to.deep.equal([
      "commons/new.ts:1 is code from commons/http.ts, moved.",
    ]);
  });

  it("is not broken by code that was wrapped in a block", () => {
    const wrapped = `if (ready) {\n${code.replace(/^(?=.)/gm, "  ")}}\n`;
    course.write("demo02/commons/http.ts", wrapped);
    declare({ added: 20, removed: 20, files: 1 });

    expect(breaches()).to.deep.equal([]);
  });
});
