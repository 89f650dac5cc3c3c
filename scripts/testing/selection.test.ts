import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
import { UsageError } from "../stage/errors.ts";
import { select } from "./selection.ts";

const stage = join(courseDirectory, "demo01");

describe("the selection of tests", () => {
  it("is everything if nothing is said", () => {
    expect(select([], courseDirectory)).to.deep.equal({
      named: [],
      only: [],
      service: undefined,
      verbose: false,
    });
  });

  it("is a stage, by its number or its name", () => {
    for (const text of ["1", "01", "demo01"]) {
      expect(select([text], courseDirectory).named).to.deep.equal([stage]);
    }
  });

  it("is some parts", () => {
    const { only } = select(["--only", "lint,types"], courseDirectory);

    expect(only).to.deep.equal(["lint", "types"]);
    expect(select(["--only=unit"], courseDirectory).only).to.deep.equal([
      "unit",
    ]);
  });

  it("is one service where npm is called in its folder", () => {
    const folder = join(stage, "services", "book-api");

    expect(select([stage], folder).service).to.equal(folder);
    expect(select([stage], join(folder, "src")).service).to.equal(folder);
    expect(select([stage], stage).service).to.equal(undefined);
    expect(select([stage], courseDirectory).service).to.equal(undefined);
    expect(select([stage], join(stage, "client")).service).to.equal(undefined);
  });

  for (const args of [["04"], ["--fast"], ["--only", "sleep"], ["nonsense"]]) {
    it(`cannot be ${args.join(" ")}`, () => {
      expect(() => select(args, courseDirectory)).to.throw(UsageError);
    });
  }
});
