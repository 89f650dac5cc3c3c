import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory, stages } from "../course.ts";
import { testsIn } from "./files.ts";
import { isShown, tagsOf } from "./tags.ts";

const all = ["scripts", ...stages].flatMap(testsIn);
const known = [
  ...stages.map((stage) => stage.replace("demo", "@from-")),
  ...["@on-first", "@on-last", "@on-every", "@ci-on-first", "@ci-on-last"],
  ...["@long", "@large", "@monolith"],
];

describe("the tags of tests", () => {
  it("are known, and on the first line", () => {
    const tags = all.flatMap(tagsOf);
    const others = all.filter((file) =>
      /.\n\/\/ @[a-z]/s.test(readFileSync(join(courseDirectory, file), "utf8")),
    );

    expect(tags).not.to.be.empty;
    expect(known).to.include.members(tags);
    expect(others).to.deep.equal([]);
  });

  /** Where `npm test` shows a test, and where `npm test -- --ci` does. */
  const files = {
    "catalogs.test.ts": [["demo01"], ["demo01"]],
    "carts.test.ts": [["demo01"], ["demo01", "demo99"]],
    "curl.test.ts": [stages, stages],
    "walk.test.ts": [["demo99"], ["demo01", "demo99"]],
    "auth/login.test.ts": [["demo06"], ["demo06"]],
    "openapi/refusals.test.ts": [
      ["demo01", "demo99"],
      ["demo01", "demo99"],
    ],
    "openapi/answers.test.ts": [["demo01"], ["demo01", "demo99"]],
    "browser-cart.test.ts": [[], ["demo99"]],
    "browser-login.test.ts": [[], ["demo99"]],
    "faults/tracing.test.ts": [[], ["demo08"]],
    "payments/kills.test.ts": [[], []],
  };
  for (const [file, [quick, ci]] of Object.entries(files)) {
    it(`say where ${file} is shown`, () => {
      const path = `scripts/acceptance/${file}`;
      const shown = (isCi: boolean) =>
        stages.filter((stage) => isShown(path, isCi, stage));

      expect([shown(false), shown(true)]).to.deep.equal([quick, ci]);
    });
  }
});
