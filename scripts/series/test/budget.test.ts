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
const lines = (count: number, name = "line") =>
  Array.from({ length: count }, (_, i) => `${name}${i}();\n`).join("");

describe("the budget of a lesson", () => {
  let course: MadeUpSeries;

  beforeEach(() => {
    const files = {
      "commons/http.ts": code,
      "client/old.tsx": lines(40, "old"),
    };
    course = createMadeUpSeries({
      demo01: files,
      demo02: files,
      demo99: files,
    });
  });
  afterEach(() => course.delete());

  const breaches = (from = "demo01", to = "demo02") =>
    findBreaches(compareStages(course.series, from, to));

  it("allows 200 lines, 30 removed lines and 15 files", () => {
    course.write("demo02/client/old.tsx", lines(10, "old"));
    course.write("demo02/commons/new.ts", lines(187));
    for (let i = 1; i <= 13; i++) course.write(`demo02/commons/${i}.ts`, "x\n");

    expect(breaches()).to.deep.equal([]);
  });

  it("is exceeded by each figure that is too high", () => {
    course.write("demo02/client/old.tsx", lines(9, "old"));
    course.write("demo02/commons/new.ts", lines(187));
    for (let i = 1; i <= 14; i++) course.write(`demo02/commons/${i}.ts`, "x\n");

    expect(breaches()).to.deep.equal([
      "added: 201; the budget is 200.",
      "removed: 31; the budget is 30.",
      "files: 16; the budget is 15.",
    ]);
  });

  const notCounted = [
    "client/new.tsx",
    "client/test/old.test.ts",
    "commons/test/http.ts",
    "commons/base.css",
    "commons/catalog/catalog-openapi.ts",
    "commons/openapi/schemas.ts",
    "client/pages/chart.ts",
    "client/requests.http",
    "client/curl.sh",
    "services/registry/src/main.ts",
    "README.md",
    "package-lock.json",
  ];

  for (const path of notCounted) {
    it(`does not count ${path}`, () => {
      course.write(`demo02/${path}`, lines(300));

      expect(breaches()).to.deep.equal([]);
    });
  }

  it("counts new files in commons and in existing services", () => {
    course.write("demo01/services/book-api/src/main.ts", "");
    course.write("demo02/services/book-api/src/book.ts", lines(100));
    course.write("demo02/commons/calls/retry.ts", lines(51));
    course.write("demo02/commons/pages/chart.ts", lines(50));

    expect(breaches()).to.deep.equal(["added: 201; the budget is 200."]);
  });

  it("does not apply to demo99, or to stages that are not neighbours", () => {
    course.write("demo99/commons/new.ts", lines(300));

    expect(breaches("demo02", "demo99")).to.deep.equal([]);
    expect(breaches("demo01", "demo99")).to.deep.equal([]);
  });

  it("allows no file that was only moved", () => {
    course.remove("demo02/commons/http.ts");
    course.write("demo02/commons/calls.ts", code);

    expect(breaches()).to.deep.equal([
      "commons/calls.ts is commons/http.ts, moved: leave it in place.",
    ]);
  });

  it("allows no code that was only formatted", () => {
    const formatted = code.replace(
      "(url: string, body: string)",
      "(\n  url: string,\n  body: string,\n)",
    );
    course.write("demo02/commons/http.ts", `${formatted}\nnew;\n`);

    expect(breaches()).to.deep.equal([
      "commons/http.ts:1 is the same code in another format.",
    ]);
  });

  it("allows no code that was removed here and added there", () => {
    course.write("demo02/commons/http.ts", "other();\n");
    course.write("demo02/commons/new.ts", `before();\n${code}after();\n`);

    expect(breaches()).to.deep.equal([
      "commons/new.ts:1 is code from commons/http.ts, moved.",
    ]);
  });

  it("allows code that was wrapped in a block", () => {
    const wrapped = `if (ready) {\n${code.replace(/^(?=.)/gm, "  ")}}\n`;
    course.write("demo02/commons/http.ts", wrapped);

    expect(breaches()).to.deep.equal([]);
  });
});
