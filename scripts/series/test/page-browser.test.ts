import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { type Browser, chromium, type Page } from "playwright-core";
import { findBrowser } from "../../stage/browser.ts";
import { compareStages } from "../diff/compare.ts";
import { renderPage } from "../page/page.ts";
import { createMadeUpSeries, type MadeUpSeries } from "./made-up-series.ts";

const executablePath = findBrowser();
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const long = Array.from({ length: 60 }, (_, number) => `line ${number};\n`);

describe("the page of a diff in a browser", () => {
  if (!executablePath) {
    it("is skipped: no Chromium, Chrome or Edge here (see CHROMIUM_PATH)");
    return;
  }
  let course: MadeUpSeries;
  let browser: Browser;
  let page: Page;
  let requests: string[];

  before(async () => {
    browser = await chromium.launch({ executablePath, args });
    course = createMadeUpSeries({
      demo01: { "commons/http.ts": long.join(""), "commons/note.ts": "\n" },
      demo02: {
        "commons/http.ts": long.with(50, "fifty;\n").join(""),
        "client/curl.sh": "curl\n".repeat(9),
        "commons/note.ts": "/* one\n   two */\n\nconst a = `b\n$" + "{c} d`;\n",
      },
    });
    const { series } = course;
    const html = await renderPage(compareStages(series, "demo01", "demo02"));
    course.write("page.html", html);
  });
  after(async () => {
    await browser.close();
    course.delete();
  });

  beforeEach(async () => {
    requests = [];
    page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    page.on("request", (request) => requests.push(request.url()));
    page.on("pageerror", (error) => requests.push(error.message));
    await page.goto(pathToFileURL(course.place("page.html")).href);
  });
  afterEach(() => page.close());

  const focused = () =>
    page.evaluate(() => document.activeElement?.querySelector("h3")?.innerText);
  const fontSize = () =>
    page.evaluate(() =>
      Number.parseFloat(getComputedStyle(document.documentElement).fontSize),
    );

  it("asks for nothing but itself, and fits the screen", async () => {
    const width = await page.evaluate(
      () => document.documentElement.scrollWidth,
    );

    expect(requests).to.have.length(1);
    expect(width).to.equal(1280);
  });

  it("goes from file to file with j and k, opening what is folded", async () => {
    await page.keyboard.press("j");
    expect(await focused()).to.equal("commons/http.ts");
    await page.keyboard.press("j");
    await page.keyboard.press("j");
    expect(await focused()).to.equal("client/curl.sh");
    expect(await page.getByText("curl", { exact: true }).count()).to.equal(9);

    await page.keyboard.press("k");
    expect(await focused()).to.equal("commons/note.ts");
  });

  it("colours a comment and a template on each of their lines", async () => {
    const comments = await page.locator(".hljs-comment").allTextContents();
    const strings = await page.locator(".hljs-string").allTextContents();

    expect(comments).to.deep.equal(["/* one", "   two */"]);
    expect(strings).to.deep.equal(["`b", "$" + "{c} d`"]);
  });

  it("keeps the marks of changed words in coloured code", async () => {
    const marks = await page.locator("del, ins").allTextContents();

    expect(marks).to.deep.equal(["line 50", "fifty"]);
  });

  it("keeps the two sides of a line in one row", async () => {
    const row = page.getByRole("row").filter({ hasText: "fifty" });

    expect((await row.innerText()).split(/\s+/)).to.include.members([
      "51",
      "fifty;",
    ]);
    expect(await row.locator("td").count()).to.equal(4);
  });

  it("shows the lines that were folded away", async () => {
    expect(await page.getByText("line 7;").first().isVisible()).to.equal(false);

    await page.getByRole("button", { name: "show 47 unchanged" }).click();

    expect(await page.getByText("line 7;").first().isVisible()).to.equal(true);
  });

  it("makes the type larger and smaller, by key and by button", async () => {
    const size = await fontSize();

    await page.keyboard.press("+");
    const larger = await fontSize();
    await page.getByRole("button", { name: "smaller type" }).click();

    expect(larger).to.be.above(size);
    expect(await fontSize()).to.be.closeTo(size, 0.01);
  });

  it("follows the system to light and dark, until told otherwise", async () => {
    const paper = () =>
      page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    await page.emulateMedia({ colorScheme: "dark" });
    const dark = await paper();
    await page.emulateMedia({ colorScheme: "light" });
    const light = await paper();

    await page.getByRole("button", { name: "light or dark" }).click();

    expect(light).not.to.equal(dark);
    expect(await paper()).to.equal(dark);
  });
});
