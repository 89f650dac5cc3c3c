import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { compareStages } from "../diff/compare.ts";
import { renderPage } from "../page/page.ts";
import { createMadeUpSeries, type MadeUpSeries } from "./made-up-series.ts";

const before = `${"same;\n".repeat(20)}const url = "http://localhost";\n`;
const after = before.replace("localhost", "registry");

describe("the page of a diff", () => {
  let course: MadeUpSeries;
  let html: string;

  beforeEach(async () => {
    course = createMadeUpSeries({
      demo01: { "commons/http.ts": before },
      demo02: {
        "commons/http.ts": after,
        "commons/new.ts": "/* <one>\n   two */\n",
        "client/logo.png": "\0",
      },
    });
    html = await renderPage(compareStages(course.series, "demo01", "demo02"));
  });
  afterEach(() => course.delete());

  it("needs no other file and no network", () => {
    expect(html).not.to.match(/<(link|script|img)[^>]*(href|src)="(?!data:)/);
    expect(html).not.to.match(/@import|url\(/);
    expect(html.match(/https?:\/\/(?!<mark>)/g)).to.equal(null);
  });

  it("opens the lesson, and leaves the other groups folded", () => {
    expect(html).to.match(/<details class="group" open>\s*<summary><h2>lesson/);
    expect(html).to.match(/<details class="group">\s*<summary><h2>client/);
  });

  it("marks the words that differ", () => {
    expect(html).to.include("<mark>localhost</mark>");
    expect(html).to.include("<mark>registry</mark>");
  });

  it("folds what has not changed, away from a change", () => {
    expect(html).to.include("show 17 unchanged lines");
  });

  it("shows a new file in one column, a comment's colour on every line", () => {
    const line = '<span class="hljs-comment">   two */</span>';

    expect(html).to.include(
      `<tr><th>2</th><td class="added" data-sign="+">${line}</td></tr>`,
    );
    expect(html).to.include("/* &lt;one&gt;");
  });

  it("names a file that is no text", () => {
    expect(html).to.match(/logo\.png<\/h3> binary/);
  });
});
