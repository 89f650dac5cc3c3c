import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
import { protoFiles, typesOf } from "../protobuf/contracts.ts";
import { toTypeScript } from "../protobuf/to-typescript.ts";

describe("the types of contracts", () => {
  for (const proto of protoFiles()) {
    it(`are those of ${relative(courseDirectory, proto)}`, () => {
      const types = readFileSync(typesOf(proto), "utf8");

      expect(types, 'run "npm run protobuf"').to.equal(toTypeScript(proto));
    });
  }
});
