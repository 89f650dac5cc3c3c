// @from-99 @long

import axe from "axe-core";
import { expect } from "chai";
import { afterEach, it } from "mocha";
import type { Page } from "playwright-core";
import { until } from "../../testing/until.ts";
import {
  askAgainUntil,
  cartCount,
  describeInBrowser,
  search,
  unavailable,
} from "../browser.ts";
import { restartWith, runningStage } from "../hooks.ts";
import { book, cd, sell } from "../kinds.ts";
import { copy, newBook } from "../recommend/samples.ts";
import { newReview } from "../reviews/samples.ts";
import { unique } from "../samples.ts";
import { send } from "../store.ts";
import { requestRun } from "../sync/sync.ts";

const phone = { width: 390, height: 740 };
/** The author of an entry in the sample of a feed. */
const ofFeeds = "pagerduty";

const results = (page: Page) =>
  page.getByRole("region", { name: /^(More results|Results)$/ });

const shelf = (page: Page, name: string) => page.getByRole("region", { name });

const recommended = (page: Page) =>
  page.getByRole("region", { name: "You may also like" });

/** Waits until something has been copied by sync-api, or by the test. */
async function untilCopied(what: string, isThere: () => Promise<unknown>) {
  const isCopied = async () => {
    await requestRun();
    return isThere();
  };
  await until(what, isCopied, { withinMs: 30_000, everyMs: 200 });
}

/** Waits until a search has this many hits. */
function untilFound(q: string, count: number) {
  const path = `/search?${new URLSearchParams({ q, limit: "100" })}`;
  return untilCopied(`${count} hits for ${q}`, async () => {
    const { items } = await (await send("GET", path)).json();
    expect(items).to.have.length(count);
  });
}

async function violations(page: Page) {
  if (!(await page.evaluate("globalThis.axe"))) await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() =>
    (globalThis as unknown as { axe: typeof axe }).axe.run(),
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** The page fits on a phone, and axe finds nothing in either theme. */
async function isFine(page: Page) {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    expect(await violations(page), colorScheme).to.deep.equal([]);
  }
  const width = await page.evaluate(() => document.body.scrollWidth);
  expect(width).to.be.at.most(phone.width);
}

describeInBrowser("the search of all sources in the browser", (open) => {
  afterEach(() => runningStage().restore());

  it("finds what the shelves do not show, with one field", async () => {
    const word = unique();
    const titled = await sell(book, { title: `About ${word}` });
    const described = await sell(cd, { description: `Like ${word}, but not.` });
    const review = `As good as ${word}`;
    await newReview(described.number, review);
    await untilFound(word, 3);
    const page = await open("/", { viewport: phone });

    await search(page, word);

    await shelf(page, "Books").getByText("1 shown").waitFor();
    await results(page).getByText("2 results shown").waitFor();
    expect(
      await page.getByRole("link", { name: titled.title }).count(),
    ).to.equal(1);
    await results(page).getByText(`Like ${word}, but not.`).waitFor();
    await isFine(page);
    await results(page).getByRole("link", { name: described.title }).click();
    await page.getByRole("dialog", { name: described.title }).waitFor();
    await page.keyboard.press("Escape");
    await results(page).getByRole("link", { name: review }).click();
    const article = page.getByRole("article", { name: review });
    await article.and(page.locator(":focus")).waitFor();
  }).timeout(90_000);

  it("shows early results, and those of a late source when they arrive", async () => {
    await restartWith("search-api/1", { SLOW_SOURCE: "feeds:1500" });
    await untilFound(unique(), 0);
    const page = await open(`/?q=${ofFeeds}`);

    const late = page.getByText("Discussions on other sites are late.");
    await late.waitFor();
    const discussions = results(page).getByText("Discussion", { exact: true });
    expect(await discussions.count()).to.equal(0);

    await discussions.first().waitFor();
    await late.waitFor({ state: "detached" });
    const link = results(page).getByRole("link").first();
    expect(await link.getAttribute("href")).to.match(/^https?:/);
    // The shelves are empty, and below.
    await shelf(page, "Books").getByText("No books for").waitFor();
    const regions = page.getByRole("main").getByRole("region");
    await regions.first().and(results(page)).waitFor();
  }).timeout(90_000);

  it("goes on while the page is scrolled, without repeats or gaps", async () => {
    const text = unique();
    const titles = Array.from({ length: 25 }, (_, i) => `Item ${i}`);
    const add = (title: string) => newBook({ title, text });
    await copy("search-api", titles.map(add));
    await untilFound(text, 25);
    const page = await open(`/?q=${text}`);
    await results(page).getByText("20 results shown").waitFor();
    await copy("search-api", [add("The best of all")]);
    await untilFound(text, 26);

    await results(page).getByRole("listitem").last().scrollIntoViewIfNeeded();

    await results(page).getByText("25 results shown").waitFor();
    const names = await results(page).getByRole("link").allInnerTexts();
    expect(names.sort()).to.deep.equal(titles.sort());
    expect(await results(page).getByRole("button").count()).to.equal(0);
  }).timeout(90_000);

  it("leaves the shelves as they are when it is unavailable", async () => {
    const { title } = await sell(book);
    const page = await open("/", { hasClock: true });
    await page.route("**/search?*", (route) => route.fulfill(unavailable));

    await search(page, title);

    await page.getByText("More results are not available right now.").waitFor();
    await shelf(page, "Books").getByRole("link", { name: title }).waitFor();
    await page.unroute("**/search?*");
    await askAgainUntil(page.getByText(`Nothing else for “${title}”`));
  });
});

describeInBrowser("recommendations and tags in the browser", (open) => {
  it("are on the page of an item and in the cart, and need no mouse", async () => {
    const [author, tag] = [`Ann ${unique()}`, `pie ${unique()}`];
    const first = await sell(book, { author });
    const second = await sell(book, { author });
    await untilRecommended(first.number, second.number);
    await untilTaggable(second.number);
    const page = await open(`/items/book/${first.number}`, { viewport: phone });
    const field = page.getByLabel("New tag");
    const tags = page.getByRole("list", { name: "Your tags" });
    const { keyboard } = page;

    await field.fill(tag);
    await keyboard.press("Enter");
    await tags.getByText(tag).waitFor();
    expect(await field.inputValue()).to.equal("");
    const one = recommended(page).getByRole("link", { name: second.title });
    await recommended(page).getByText("by the same author").waitFor();
    await page.getByRole("button", { name: "Add to cart" }).click();
    await cartCount(page, 1);
    await page.goto("/cart");
    await recommended(page).getByText("by the same author").waitFor();
    await one.click();
    await page.getByRole("heading", { level: 1, name: second.title }).waitFor();

    await field.pressSequentially(tag.slice(0, 8));
    await page.getByRole("option", { name: tag }).waitFor();
    await keyboard.press("ArrowDown");
    await page.getByRole("option", { name: tag, selected: true }).waitFor();
    await isFine(page);
    await keyboard.press("Enter");
    await tags.getByText(tag).waitFor();
    await page.reload();
    await page.getByRole("button", { name: `Remove ${tag}` }).click();
    await page.getByText("No tags yet").waitFor();
  }).timeout(90_000);

  it("do not hide an item when their services are unavailable", async () => {
    const { number, title } = await sell(book, { stock: 7 });
    const page = await open();
    for (const path of ["recommendations?*", "tags/*"]) {
      await page.route(`**/${path}`, (route) => route.fulfill(unavailable));
    }

    await page.goto(`/items/book/${number}`);

    await page.getByText("Recommendations are not available").waitFor();
    await page.getByText("Your tags are not available right now.").waitFor();
    await page.getByRole("heading", { level: 1, name: title }).waitFor();
    await page.getByText("7 in stock").waitFor();
  });
});

function untilRecommended(number: string, other: string) {
  return untilCopied("the recommendation", async () => {
    const reply = await send("GET", `/recommendations?number=${number}`);
    const { items } = await reply.json();
    const numbers = items.map((item: { number: string }) => item.number);
    expect(numbers).to.include(other);
  });
}

function untilTaggable(number: string) {
  return untilCopied("tag-api knows the item", async () => {
    const { status } = await send("GET", `/tags/${number}`);
    return status === 200;
  });
}
