// @on-last @long

import axe from "axe-core";
import { expect } from "chai";
import { it } from "mocha";
import type { Locator, Page } from "playwright-core";
import { itWhere } from "../testing/it-where.ts";
import {
  cartCount,
  describeInBrowser,
  focused,
  type Visitor,
} from "./browser.ts";
import { book, type Item, sell } from "./kinds.ts";
import { newComment, newReview } from "./reviews/samples.ts";
import { unique } from "./samples.ts";
import { hasLogin, isFinal } from "./store.ts";

const phone = { width: 360, height: 740 };
const desktop = { width: 1280, height: 740 };
const finalPages = ["/order", "/payment/none"];
const staffPages = [
  ...["/admin/orders", "/admin/users", "/admin/messages", "/admin/reviews"],
  "/profile",
];
/** On a stage without a login, all visitors are alike. */
const places: Partial<Record<Visitor, string[]>> = hasLogin
  ? {
      guest: ["/", "/log-in", "/cart", ...(isFinal ? ["/sign-up"] : [])],
      customer: [
        ...["/", "/cart", "/admin", "/nowhere"],
        ...(isFinal ? finalPages : []),
      ],
      admin: ["/", "/admin", "/admin/book/new", ...(isFinal ? staffPages : [])],
    }
  : { customer: ["/", "/cart", "/admin", "/admin/book/new", "/nowhere"] };

const itIfFinal = itWhere(isFinal, "other stages have no reviews");

function isFocused(locator: Locator): Promise<boolean> {
  return locator.evaluate((element) => element === document.activeElement);
}

/** Presses a key until the element has the focus; fails if it never has. */
async function walkTo(locator: Locator, key = "Tab") {
  await locator.waitFor();
  const { keyboard } = locator.page();
  for (let step = 0; step < 80; step++) {
    if (await isFocused(locator)) return;
    await keyboard.press(key);
  }
  expect.fail(`${locator} is not reached with ${key}`);
}

/** Opens a page and waits until all its requests have a response. */
async function openFully(page: Page, place: string) {
  await page.goto(place);
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForFunction(
    () =>
      !document.querySelector("[aria-busy=true]") &&
      !/checking|Loading|Fetching/.test(document.body.innerText),
  );
}

/** Of all rules of axe, or of those named. */
async function violations(page: Page, runOnly?: string[]) {
  if (!(await page.evaluate("globalThis.axe"))) await page.evaluate(axe.source);
  const options = { resultTypes: ["violations" as const] };
  const { violations } = await page.evaluate(
    (it) => (globalThis as unknown as { axe: typeof axe }).axe.run(it),
    runOnly ? { ...options, runOnly } : options,
  );
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
}

/** The places that show this item, with a review where there are reviews. */
async function placesOf({ number, title }: Item) {
  const places = [`/?item=book-${number}`, `/?q=${title}`];
  if (!isFinal) return places;
  const post = await newReview(number, "Long".repeat(40) + unique());
  await newComment(post, "Long".repeat(80));
  await newComment(post, "orange");
  return [...places, `/items/book/${number}`];
}

function isTooWide(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
}

function boxOf(locator: Locator) {
  return locator.evaluate((element) => {
    const { top, bottom } = element.getBoundingClientRect();
    return { top, bottom };
  });
}

async function openWithCart(page: Page, { title }: Item) {
  await page.goto(`/?q=${title}`);
  await page.getByRole("button", { name: `Add ${title} to cart` }).click();
  await cartCount(page, 1);
}

describeInBrowser("the accessible shop", (open) => {
  it("is used with the keyboard alone", async () => {
    const { title } = await sell(book);
    const page = await open();
    const { keyboard } = page;

    await keyboard.press("Tab");
    await focused(page.getByText("Skip to the content"));
    await walkTo(page.getByRole("searchbox"));
    await keyboard.type(title);
    await walkTo(page.getByRole("button", { name: `Add ${title} to cart` }));
    await keyboard.press("Enter");
    await cartCount(page, 1);
    await walkTo(page.getByRole("link", { name: /^Cart/ }), "Shift+Tab");
    await keyboard.press("Enter");

    const heading = page.getByRole("heading", { level: 1 });
    await page.getByRole("heading", { name: "Your cart" }).waitFor();
    await focused(heading);
    await walkTo(page.getByRole("button", { name: "Check out" }));
    await keyboard.press("Enter");
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    await focused(heading);
  });

  itIfFinal("has reviews that need no mouse", async () => {
    const { number } = await sell(book);
    const page = await open(`/items/book/${number}`);
    const { keyboard } = page;

    await walkTo(page.getByLabel("Your review"));
    await keyboard.type("Worth reading");
    await keyboard.press("Enter");
    const review = page.getByRole("article", { name: "Worth reading" });
    const button = (name: string) => review.getByRole("button", { name });
    await walkTo(button("Like"));
    await keyboard.press("Enter");
    await review.getByText("1 like").waitFor();
    await walkTo(button("Comment"));
    await keyboard.press("Enter");
    await walkTo(review.getByLabel("Your comment"));
    await keyboard.type("I agree.");
    await walkTo(button("Send"));
    await keyboard.press("Enter");
    await review.getByText("I agree.").waitFor();
    await walkTo(button("Hide"), "Shift+Tab");
    await keyboard.press("Enter");

    await focused(page.getByRole("button", { name: "Show again" }));
  });

  it("gives the focus back when an item is closed", async () => {
    const { title } = await sell(book);
    const page = await open(`/?q=${title}`);
    const link = page.getByRole("link", { name: title });

    await walkTo(link);
    await page.keyboard.press("Enter");
    await page.getByRole("dialog", { name: title }).waitFor();
    await page.keyboard.press("Escape");

    await page.getByRole("dialog").waitFor({ state: "detached" });
    await focused(link);
  });

  it("closes an item with the browser's way back", async () => {
    const { title } = await sell(book);
    const page = await open(`/?q=${title}`);

    await page.getByRole("link", { name: title }).click();
    await page.getByRole("dialog", { name: title }).waitFor();
    await page.goBack();

    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await page.getByRole("searchbox").inputValue()).to.equal(title);
  });

  it("announces each change to the cart", async () => {
    const item = await sell(book);
    const page = await open();

    await openWithCart(page, item);

    await page
      .getByRole("status")
      .getByText(`Added to your cart: 1 × ${item.title}`)
      .waitFor();
  });

  for (const viewport of [phone, desktop]) {
    it(`shows messages below the header, ${viewport.width} wide`, async () => {
      const item = await sell(book);
      const page = await open("/", { viewport });

      await openWithCart(page, item);

      const header = page.getByRole("banner");
      const message = page.getByText(`Added to your cart: 1 × ${item.title}`);
      const { top } = await boxOf(message);
      expect(top).to.be.above((await boxOf(header)).bottom);
    });
  }

  if (isFinal) {
    it("asks for the confirmation of a payment", async () => {
      const item = await sell(book);
      const page = await open("/", { viewport: phone });
      await openWithCart(page, item);
      await page.goto("/cart");
      await page.getByLabel("Test card 3155").check();
      await page.getByRole("button", { name: "Check out" }).click();

      await focused(page.getByRole("heading", { name: "Confirm your" }));
      expect(await isTooWide(page)).to.equal(false);
      expect(await violations(page)).to.deep.equal([]);
      await page.goto("/cart");
      await page.getByText("waits for your confirmation").waitFor();
      expect(await isTooWide(page)).to.equal(false);
      expect(await violations(page)).to.deep.equal([]);
    });
  }

  it("has price and button side by side on a phone", async () => {
    const { title } = await sell(book, { priceCents: 12345 });
    const page = await open(`/?q=${title}`, { viewport: phone });

    const add = page.getByRole("button", { name: `Add ${title} to cart` });
    const price = page.getByRole("article").getByText("€123.45");
    expect((await boxOf(price)).bottom).to.be.above((await boxOf(add)).top);
  });

  for (const [as, own] of Object.entries(places)) {
    it(`fits on a phone, and has no violation that axe finds, as ${as}`, async () => {
      const item = await sell(book, { title: "Long".repeat(40) + unique() });
      const options = { as: as as Visitor, reducedMotion: "reduce" } as const;
      const page = await open("/", options);
      if (as === "customer") await openWithCart(page, item);
      const isWhole = as === "customer" || Boolean(process.env.TEST_ALL);
      // To others, only the page with reviews shows something of its own.
      const ofItem = (await placesOf(item)).slice(isWhole ? 0 : -1);

      for (const place of [...own, ...ofItem]) {
        await page.emulateMedia({ colorScheme: "light" });
        await page.setViewportSize(desktop);
        await openFully(page, place);
        expect(await violations(page), place).to.deep.equal([]);
        await page.emulateMedia({ colorScheme: "dark" });
        // Nothing else depends on the colours.
        const inDark = await violations(page, ["color-contrast"]);
        expect(inDark, `${place}, dark`).to.deep.equal([]);
        await page.setViewportSize(phone);
        expect(await isTooWide(page), place).to.equal(false);
      }
    });
  }
});
