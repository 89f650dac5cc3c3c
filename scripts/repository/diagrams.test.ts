import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { expect } from "chai";
import { describe, it } from "mocha";
import { courseDirectory } from "../course.ts";
import { diagramFiles } from "../diagrams/files.ts";

const files = await diagramFiles();

describe("the diagrams", () => {
  for (const [file, text] of Object.entries(files)) {
    it(`are those of the code: ${relative(courseDirectory, file)}`, () => {
      const written = existsSync(file) ? readFileSync(file, "utf8") : "";

      expect(written, 'run "npm run diagrams"').to.equal(text);
    });
  }

  it("have at most 26 boxes each", () => {
    for (const text of Object.values(files)) {
      for (const [diagram] of text.matchAll(/^```mermaid[\s\S]*?^```/gm)) {
        const boxes = diagram.match(/^ +\w+[[(]+"/gm) ?? [];
        expect(boxes, diagram).to.have.length.within(1, 26);
      }
    }
  });
});
