import { rmSync } from "node:fs";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { compareStages } from "../diff/compare.ts";
import { createMadeUpSeries, type MadeUpSeries } from "./made-up-series.ts";

const files = {
  "README.md": "# one\n",
  "package-lock.json": "{}\n",
  "commons/http.ts": "one\ntwo\nthree\n",
  "services/book-api/src/main.ts": "book\n",
  "client/curl.sh": "curl\n",
};

describe("a comparison of stages", () => {
  let course: MadeUpSeries;

  beforeEach(() => {
    course = createMadeUpSeries({
      demo01: files,
      demo02: files,
      demo05: files,
    });
  });
  afterEach(() => course.delete());

  const compare = (from = "demo01", to = "demo02") =>
    compareStages(course.series, from, to);
  const summary = () =>
    compare().changes.map(({ path, group, status, added, removed }) =>
      [group, status, path, `+${added} -${removed}`].join(" "),
    );

  it("is empty for stages that are the same", () => {
    expect(compare().changes).to.deep.equal([]);
  });

  it("shows each file in its group, with its figures", () => {
    course.write("demo02/commons/http.ts", "one\n2\nthree\nfour\n");
    course.write("demo02/services/book-api/src/main.ts", "book\nregister\n");
    course.write("demo02/services/book-api/test/main.test.ts", "it\n");
    course.write("demo02/services/registry/src/lease.ts", "lease\n");
    course.write("demo02/stage.json", "{}\n");
    course.remove("demo02/client/curl.sh");

    expect(summary()).to.deep.equal([
      "API descriptions gone client/curl.sh +0 -1",
      "lesson changed commons/http.ts +2 -1",
      "lesson changed services/book-api/src/main.ts +1 -0",
      "tests new services/book-api/test/main.test.ts +1 -0",
      "new services new services/registry/src/lease.ts +1 -0",
      "deployment new stage.json +1 -0",
    ]);
  });

  it("keeps descriptions of an API apart from the lesson", () => {
    course.write("demo02/commons/openapi/schemas.ts", "schema\n");
    course.write("demo02/services/book-api/src/book-openapi.ts", "book\n");
    course.write("demo02/services/registry/src/openapi.ts", "registry\n");

    expect(summary()).to.deep.equal([
      "API descriptions new commons/openapi/schemas.ts +1 -0",
      "API descriptions new services/book-api/src/book-openapi.ts +1 -0",
      "new services new services/registry/src/openapi.ts +1 -0",
    ]);
  });

  it("shows what is new in commons first, then by name", () => {
    course.write("demo02/commons/http.ts", "one\n2\nthree\n");
    course.write("demo02/commons/env.ts", "env\n");
    course.write("demo02/commons/registry.ts", "find\n");
    course.write("demo02/commons/test/env.test.ts", "it\n");
    course.write("demo02/services/book-api/src/main.ts", "book\nregister\n");

    expect(compare().changes.map(({ path }) => path)).to.deep.equal([
      "commons/env.ts",
      "commons/registry.ts",
      "commons/http.ts",
      "commons/test/env.test.ts",
      "services/book-api/src/main.ts",
    ]);
  });

  it("leaves READMEs, chapters and lock files out", () => {
    course.write("demo02/README.md", "# two\n");
    course.write("demo02/chapters/hardening.md", "# two\n");
    course.write("demo02/package-lock.json", "[]\n");

    expect(summary()).to.deep.equal([]);
  });

  it("shows a file that has moved as one change", () => {
    course.remove("demo02/commons/http.ts");
    course.write("demo02/commons/calls.ts", "one\ntwo\nthree\nfour\n");

    expect(summary()).to.deep.equal(["lesson moved commons/calls.ts +1 -0"]);
  });

  it("sees no change in line ends", () => {
    course.write("demo02/commons/http.ts", "one\r\ntwo\r\nthree\r\n");

    expect(summary()).to.deep.equal([]);
  });

  it("names a binary file without counting its lines", () => {
    course.write("demo02/commons/logo.png", Buffer.from([1, 0, 10, 10]));

    expect(summary()).to.deep.equal(["lesson binary commons/logo.png +0 -0"]);
  });

  it("knows whether one stage follows the other", () => {
    expect(compare("demo02", "demo05").isNext).to.equal(true);
    expect(compare("demo01", "demo05").isNext).to.equal(false);
  });

  it("names the stage that cannot be read", () => {
    rmSync(course.place("demo02"), { recursive: true });

    expect(() => compare()).to.throw(UsageError, /^demo02 cannot be read: /);
  });
});
