import { expect } from "chai";
import { describe, it } from "mocha";
import { stages } from "../course.ts";
import { vagueWords } from "./language.ts";
import {
  complaints,
  readScripts,
  readStage,
  readTexts,
  sourceOf,
} from "./sources.ts";

describe("the language of comments and pages", () => {
  for (const stage of stages) {
    it(`names what does something, not "who" does it, in ${stage}`, () => {
      const found = complaints(readStage(stage), vagueWords);

      expect(found, found.join("\n")).to.deep.equal([]);
    });
  }

  it('names what does something, not "who" does it, in the scripts', () => {
    const scripts = readScripts().filter(
      ({ path }) => path !== "repository/language.test.ts",
    );
    const found = complaints(scripts, vagueWords);

    expect(found, found.join("\n")).to.deep.equal([]);
  });

  it('names what does something, not "who" does it, in slides and texts', () => {
    const found = complaints(readTexts(), vagueWords);

    expect(found, found.join("\n")).to.deep.equal([]);
  });

  const wrong = {
    "commons/a.ts": "const a = 1;\n/* A caller\n * whoever it is */",
    "client/web/page/cart.tsx": "<p>\n\nNobody is here.</p>",
    "client/web/page/index.html": "<title>\n\nWho?</title>",
    "services/a/page/texts.ts": '\n\nconst text = "for anybody";',
    "deployment/Dockerfile": "FROM node\nUSER node\n# not for somebody else",
    "README.md": "# A title\n\nAnyone may read.",
    "commons/b.ts": "\n\n// Everyone may read.",
    "slides/demo00.md": "# A title\n\nIs everybody here?",
  };

  for (const [path, text] of Object.entries(wrong)) {
    it(`is checked in ${path}`, () => {
      expect(vagueWords(sourceOf(path, text))).to.have.length(1);
      expect(vagueWords(sourceOf(path, text))[0]).to.match(/^line 3 has "/);
    });
  }

  it("is not checked in code, data and URLs", () => {
    const code = 'const who = "https://who.example/"; // the caller';

    expect(vagueWords(sourceOf("commons/a.ts", code))).to.deep.equal([]);

    const paths = 'use("/*rest"); const who = 1; /* the caller */';
    expect(vagueWords(sourceOf("commons/a.ts", paths))).to.deep.equal([]);
    expect(vagueWords(sourceOf("a.json", '"Who"'))).to.deep.equal([]);
  });
});
