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
        "commons/new.ts": "/* <one> */\n",
        "client/logo.png": "\0",
      },
    });
    html = await renderPage(compareStages(course.series, "demo01", "demo02"));
  });
  afterEach(() => course.delete());

  it("needs no other file and no network", () => {
    expect(html).not.to.match(/<(link|script|img)[^>]*(href|src)="(?!data:)/);
    expect(html).not.to.match(/@import|url\(/);
  });

  it("opens the lesson, and leaves the other groups folded", () => {
    expect(html).to.match(/<details class="group" open>\s*<summary><h2>lesson/);
    expect(html).to.match(/<details class="group">\s*<summary><h2>client/);
  });

  it("shows both versions of a file, the changed words marked", () => {
    expect(html).to.match(/"d2h-file-side-diff".*"d2h-file-side-diff"/s);
    expect(html).to.include("<del>localhost</del>");
    expect(html).to.include("<ins>registry</ins>");
  });

  it("shows a new file in one column, its text escaped", () => {
    const [, file = ""] = html.split("<h3>commons/new.ts</h3>");
    const [table = ""] = file.split("</table>");

    expect(table).to.include("&lt;one&gt;");
    expect(table).not.to.include("d2h-file-side-diff");
  });

  it("names a binary file without its contents", () => {
    expect(html).to.match(/logo\.png<\/h3> binary/);
  });
});
