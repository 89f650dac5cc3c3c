import { chmodSync } from "node:fs";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { UsageError } from "../../stage/errors.ts";
import { itWhere } from "../../testing/it-where.ts";
import { requireGit } from "../carry/git.ts";
import { createMadeUpSeries, type MadeUpSeries } from "./made-up-series.ts";

const { PATH } = process.env;
const onPosix = itWhere(process.platform !== "win32", "needs a shell script");

describe("git for npm run carry", () => {
  let course: MadeUpSeries;

  beforeEach(() => {
    course = createMadeUpSeries({ demo01: { "a.ts": "a\n" } });
  });
  afterEach(() => {
    process.env.PATH = PATH;
    course.delete();
  });

  const check = () => requireGit(course.series.root);

  it("has to know the course", () => {
    expect(check).to.throw(UsageError, /is no git checkout \(a ZIP download/);

    course.commit();

    expect(check).not.to.throw();
  });

  onPosix("has to be there, in a version with git merge-tree", () => {
    process.env.PATH = course.place("bin");
    expect(check).to.throw(UsageError, /^There is no git on this machine/);

    course.write("bin/git", "#!/bin/sh\necho git version 2.34.1\n");
    chmodSync(course.place("bin/git"), 0o755);
    expect(check).to.throw(UsageError, /needs git 2\.38; this is git .* 2\.34/);
  });
});
