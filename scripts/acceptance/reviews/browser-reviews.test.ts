// @from-99 @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import type { Comment } from "../../../demo99/client/store-client.ts";
import { until } from "../../testing/until.ts";
import { askAgainUntil, describeInBrowser, unavailable } from "../browser.ts";
import { runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { unique } from "../samples.ts";
import { send } from "../store.ts";
import { newComment, newReview, untilShown } from "./samples.ts";

const soon = { timeout: 20_000 };

/** A review on the page of its item. */
const reviewOn = (page: Page, title: string) =>
  page.getByRole("article", { name: title, exact: true });

const press = (page: Page, title: string, name: string) =>
  reviewOn(page, title).getByRole("button", { name, exact: true }).click();

const says = (page: Page, title: string, text: string, options = {}) =>
  reviewOn(page, title).getByText(text, { exact: true }).waitFor(options);

/** Comments with the form, which stays open. */
async function comment(page: Page, title: string, text: string) {
  const review = reviewOn(page, title);
  const open = review.getByRole("button", { name: "Comment", expanded: false });
  if (await open.isVisible()) await open.click();
  await review.getByLabel("Your comment").fill(text);
  await press(page, title, "Send");
  await review.getByText(text, { exact: true }).waitFor();
}

/** Resolves when the field has the focus, and this error beneath. */
async function errorAt(page: Page, label: string, error: string) {
  const field = page.getByLabel(label, { exact: true });
  await field.and(page.locator("[aria-invalid=true]:focus")).waitFor();
  await page.getByText(error, { exact: true }).waitFor();
}

/** Counts the loads of pages from now on. */
function countLoads(...pages: Page[]): () => number {
  let loads = 0;
  for (const page of pages) page.on("load", () => loads++);
  return () => loads;
}

/** An item with a review, and the page on which both are. */
async function reviewedItem() {
  const { number } = await sell(book, { stock: 7 });
  const title = `Worth reading ${unique()}`;
  const post = await newReview(number, title);
  await untilShown(post, []);
  return { number, title, post, path: `/items/book/${number}` };
}

/** Waits until the replica has no pending comment; asks query-api itself. */
function untilDecided(postId: string) {
  const url = `${runningStage().url("query-api")}/posts/${postId}`;
  return until(
    "the decision",
    async () => {
      const { comments } = await (await fetch(url)).json();
      return comments.every(({ status }: Comment) => status !== "pending");
    },
    { withinMs: 20_000 },
  );
}

describeInBrowser("reviews in the browser", (open) => {
  it("are written, and commented on, on the page of their item", async () => {
    const item = await sell(book);
    const title = `A good book ${unique()}`;
    const page = await open(`/?q=${item.title}`);
    const card = page.getByRole("article").filter({ hasText: item.title });
    await card.getByRole("link", { name: "Reviews" }).click();
    await page.getByRole("heading", { level: 1, name: item.title }).waitFor();
    await page.getByText("No reviews yet").waitFor();
    const loads = countLoads(page);

    await page.getByRole("button", { name: "Publish" }).click();
    await errorAt(page, "Your review", "Your review is required");
    await page.getByLabel("Your review").fill(title);
    await page.keyboard.press("Enter");
    await reviewOn(page, title).waitFor();
    await press(page, title, "Comment");
    await press(page, title, "Send");
    await errorAt(page, "Your comment", "Your comment is required");
    await comment(page, title, "Tastes of apples.\nTwice.");
    await says(page, title, "Your comment is approved.");
    await comment(page, title, "Tastes of ORANGE.");
    await says(page, title, "Your comment has been rejected.");
    expect(loads()).to.equal(0);

    await page.reload();
    await says(page, title, "Tastes of apples.\nTwice.");
    await says(page, title, "Your comment is approved.");
    await says(page, title, "Your comment has been rejected.");

    await page.goto(`/?q=${item.title}&item=book-${item.number}`);
    await page
      .getByRole("link", { name: "Reviews, tags and similar items" })
      .click();
    await reviewOn(page, title).waitFor();
    expect(await page.getByRole("dialog").count()).to.equal(0);
  });

  it("show comments that are pending, and changes that a page has missed", async () => {
    const { path, title, post } = await reviewedItem();
    const page = await open(path);
    const other = await open(path);
    await reviewOn(other, title).waitFor();
    const texts = ["Like a pie.", "Like an orange."] as const;
    await runningStage().kill("moderation-api/1");

    for (const text of texts) await comment(page, title, text);

    const isWaiting = "This comment is awaiting moderation.";
    await other.getByText(isWaiting).nth(1).waitFor();
    for (const text of texts) {
      expect(await other.getByText(text).count(), text).to.equal(0);
    }
    await page.reload();
    const waiting = "Your comment is awaiting moderation.";
    await reviewOn(page, title).getByText(waiting).nth(1).waitFor();

    const loads = countLoads(page, other);
    await runningStage().kill("gateway/1");
    await runningStage().restart("moderation-api/1");
    await untilDecided(post.id);
    await runningStage().restart("gateway/1");
    await says(page, title, "Your comment is approved.", soon);
    await says(page, title, "Your comment has been rejected.", soon);
    await says(other, title, texts[0], soon);
    await says(other, title, "This comment has been rejected.", soon);
    expect(await other.getByText(texts[1]).count()).to.equal(0);
    expect(loads()).to.equal(0);
  });

  it("change when staff overrule a decision, and take it back", async () => {
    const { path, title, post } = await reviewedItem();
    const page = await open(path);
    await reviewOn(page, title).waitFor();
    const text = `orange ${unique()}`;
    await comment(page, title, text);
    await says(page, title, "Your comment has been rejected.");
    const loads = countLoads(page);
    const staff = await open("/admin", { as: "admin" });
    await staff.getByRole("link", { name: "Reviews", exact: true }).click();
    const line = staff.getByRole("listitem").filter({ hasText: text });
    await line.getByText('Rejected: it has the word "orange"').waitFor();

    await line.getByRole("button", { name: "Approve" }).click();
    await line.getByText("Approved by staff").waitFor();
    await says(page, title, "Your comment is approved.");
    await line.getByRole("button", { name: "Reject" }).click();
    await says(page, title, "Your comment has been rejected.");
    expect(loads()).to.equal(0);

    const fine = `a pie ${unique()}`;
    await newComment(post, fine);
    await untilShown(post, ["rejected", "approved"]);
    await staff.getByRole("link", { name: "Approved comments" }).click();
    const other = staff.getByRole("listitem").filter({ hasText: fine });
    await other.getByRole("link", { name: title }).waitFor();
    await other.getByRole("button", { name: "Reject" }).click();
    await says(page, title, "This comment has been rejected.");
    await other.getByRole("link", { name: title }).click();
    await reviewOn(staff, title).and(staff.locator(":focus")).waitFor();
    await says(staff, title, fine);
  });

  it("show earlier comments of a long list on request", async () => {
    const { path, title, post } = await reviewedItem();
    const texts = ["one", "two", "three"];
    for (const text of texts) await newComment(post, text);
    await untilShown(post, ["approved", "approved", "approved"]);
    const page = await open(path);
    // As if one comment were all that the list has room for.
    await page.route("**/posts?*", async (route) => {
      const response = await route.fetch();
      const { items, next } = await response.json();
      for (const each of items) each.comments = each.comments.slice(-1);
      await route.fulfill({ response, json: { items, next } });
    });
    await page.reload();
    await says(page, title, "three");
    const list = reviewOn(page, title).getByRole("listitem");
    expect(await list.count()).to.equal(1);

    await press(page, title, "2 earlier comments");

    await says(page, title, "one");
    const shownTexts = await list.locator(".comment__text").allInnerTexts();
    expect(shownTexts).to.deep.equal(texts);
    expect(
      await reviewOn(page, title).getByText("earlier comment").count(),
    ).to.equal(0);
  });

  it("are liked, shared and hidden", async () => {
    const { path, title } = await reviewedItem();
    const permissions = ["clipboard-read", "clipboard-write"];
    const page = await open(path, { permissions });
    await says(page, title, "0 likes · 0 shares");

    await press(page, title, "Like");
    await says(page, title, "1 like · 0 shares");
    await press(page, title, "Share");
    await says(page, title, "1 like · 1 share");
    const link = await page.evaluate(() => navigator.clipboard.readText());
    await page.reload();
    await reviewOn(page, title)
      .getByRole("button", { name: "Like", pressed: true })
      .click();
    await says(page, title, "0 likes · 1 share");

    await press(page, title, "Hide");
    await reviewOn(page, title).waitFor({ state: "detached" });
    await page.reload();
    const hidden = page.getByText("You have hidden this review.");
    await hidden.waitFor();
    expect(await page.getByText(title).count()).to.equal(0);

    const guest = await open(link, { as: "guest" });
    await reviewOn(guest, title).and(guest.locator(":focus")).waitFor();
    await guest.getByText("to write a review or a comment").waitFor();
    const buttons = reviewOn(guest, title).getByRole("button");
    expect(await buttons.allInnerTexts()).to.deep.equal(["Share"]);

    await page.getByRole("button", { name: "Show again" }).click();
    await reviewOn(page, title).waitFor();
  });

  it("and their item do not hide each other when a service is out", async () => {
    const { number, path, title } = await reviewedItem();
    const page = await open("/", { hasClock: true });
    await page.route("**/posts?*", (route) => route.fulfill(unavailable));
    await page.goto(path);
    const alert = page.getByRole("alert");
    await alert.getByText("Reviews are not available right now.").waitFor();
    await page.getByText("7 in stock").waitFor();
    const second = `Written meanwhile ${unique()}`;
    await page.getByLabel("Your review").fill(second);
    await page.keyboard.press("Enter");
    await reviewOn(page, second).waitFor();

    await page.unroute("**/posts?*");
    await askAgainUntil(reviewOn(page, title));
    await reviewOn(page, second).waitFor();
    await alert.waitFor({ state: "detached" });

    const itemCalls = `**/books/${number}`;
    await page.route(itemCalls, (route) => route.fulfill(unavailable));
    await page.route("**/comments", (route) => route.fulfill(unavailable));
    await page.reload();
    await alert.getByText("This book cannot be shown right now.").waitFor();
    await reviewOn(page, title).waitFor();
    await press(page, title, "Comment");
    const field = reviewOn(page, title).getByLabel("Your comment");
    await field.fill("typed");
    await press(page, title, "Send");
    await alert.getByText("Commenting is not possible right now.").waitFor();
    expect(await field.inputValue()).to.equal("typed");
    await page.unroute(itemCalls);
    await askAgainUntil(page.getByText("7 in stock"));
  });

  it("are shown page by page", async () => {
    const { number, path, title } = await reviewedItem();
    const titles = Array.from({ length: 10 }, (_, i) => `${title} ${i}`);
    for (const each of titles) await newReview(number, each);
    const replica = `/posts?number=${number}`;
    await until("the reviews", async () => {
      const { items } = await (await send("GET", replica)).json();
      return items.length === 11;
    });
    const page = await open(path);
    const reviews = page.getByRole("region", { name: "Reviews" });
    await reviews.getByText("10 reviews shown").waitFor();

    await reviews.getByRole("button", { name: "Earlier reviews" }).click();

    await reviews.getByText("11 reviews shown").waitFor();
    const names = await reviews.getByRole("heading", { level: 3 });
    expect(await names.allInnerTexts()).to.deep.equal([
      ...titles.toReversed(),
      title,
    ]);
  });
});
