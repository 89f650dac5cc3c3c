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

describe("the language of comments, titles and pages", () => {
  for (const stage of stages) {
    it(`has no vague subject in ${stage}`, () => {
      const found = complaints(readStage(stage), vagueWords);

      expect(found, found.join("\n")).to.deep.equal([]);
    });
  }

  it("has no vague subject in the scripts", () => {
    const found = complaints(readScripts(), vagueWords);

    expect(found, found.join("\n")).to.deep.equal([]);
  });

  it("has no vague subject in slides and texts", () => {
    const found = complaints(readTexts(), vagueWords);

    expect(found, found.join("\n")).to.deep.equal([]);
  });

  // Each word is in two parts, so that a search of this file finds none.
  const [ho, body, one] = ["ho", "body", "one"];

  const wrong = {
    "commons/a.ts": `const a = 1;\n/* A caller\n * w${ho}ever it is */`,
    "commons/b.ts": `\n\n// Every${one} may read.`,
    "commons/test/c.test.ts": `\n\nit("waits for no${body}", () => {});`,
    "scripts/d.test.ts": `\n\ndescribeInBrowser(\`any${body}\`, open);`,
    "scripts/e.test.ts": `it(\n\n  "is the one w${ho} waits", wait);`,
    "client/web/page/cart.tsx": `<p>\n\nNo${body} is here.</p>`,
    "client/web/page/index.html": `<title>\n\nW${ho}?</title>`,
    "services/a/page/texts.ts": `\n\nconst text = "for any${body}";`,
    "deployment/Dockerfile": `FROM a\nUSER b\n# not for some${body} else`,
    "README.md": `# A title\n\nAny${one} may read.`,
    "slides/demo00.md": `# A title\n\nIs every${body} here?`,
  };

  for (const [path, text] of Object.entries(wrong)) {
    it(`is checked in ${path}`, () => {
      expect(vagueWords(sourceOf(path, text))).to.have.length(1);
      expect(vagueWords(sourceOf(path, text))[0]).to.match(/^line 3 has "/);
    });
  }

  it("is not checked in code, data and URLs", () => {
    const code = `const w${ho} = "https://w${ho}.example/"; // it`;
    const paths = `use("/*rest"); const w${ho} = 1; /* the caller */`;
    const call = `it("reads", () => get("no${body}"));`;

    for (const text of [code, paths, call]) {
      expect(vagueWords(sourceOf("a.test.ts", text))).to.deep.equal([]);
    }
    expect(vagueWords(sourceOf("a.json", `"w${ho}"`))).to.deep.equal([]);
  });
});
