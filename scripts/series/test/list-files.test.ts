import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { listFiles } from "../list-files.ts";
import { createMadeUpSeries, type MadeUpSeries } from "./made-up-series.ts";

describe("files of a stage", () => {
  let course: MadeUpSeries;

  beforeEach(() => {
    course = createMadeUpSeries({
      demo01: {
        "commons/http.ts": "",
        ".build/web/main.mjs": "",
        "node_modules/zod/index.js": "",
        "server.log": "",
      },
      demo02: { "commons/other.ts": "" },
    });
  });
  afterEach(() => course.delete());

  const files = () => listFiles(course.series.root, "demo01");

  it("leave builds and packages out where there is no git", () => {
    expect(files()).to.deep.equal(["commons/http.ts"]);
  });

  it("leave out what git ignores, and nothing else", () => {
    course.write(".gitignore", ".build/\nnode_modules/\n*.secret\n");
    course.write("demo01/key.secret", "");
    course.commit();
    course.write("demo01/commons/not-committed.ts", "");

    expect(files()).to.deep.equal([
      "commons/http.ts",
      "commons/not-committed.ts",
      "server.log",
    ]);
  });
});
