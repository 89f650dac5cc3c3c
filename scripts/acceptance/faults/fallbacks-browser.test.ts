// @from-99 @long

import { it } from "mocha";
import {
  askAgainUntil,
  checkOut,
  describeInBrowser,
  openCartWith,
  quantityOf,
} from "../browser.ts";
import { runningStage } from "../hooks.ts";
import { book, cd, sell } from "../kinds.ts";
import { unique } from "../samples.ts";

const hasClock = true;

describeInBrowser("the shop in the browser, with a service down", (open) => {
  it("names the missing catalogue, and asks it again", async () => {
    const title = unique();
    for (const kind of [book, cd]) await sell(kind, { title });
    await runningStage().kill("cd-api/1");

    const page = await open(`/?q=${title}`, { hasClock });

    const without = page.getByText("CDs are not available right now.");
    await without.waitFor();
    const books = page.getByRole("region", { name: "Books" });
    await books.getByRole("link", { name: title }).waitFor();
    await runningStage().restart("cd-api/1");
    const cds = page.getByRole("region", { name: "CDs" });
    await askAgainUntil(cds.getByRole("link", { name: title }));
    await without.waitFor({ state: "detached" });
  });

  it("shows unknown stock as unknown, and asks again", async () => {
    const { title } = await sell(book, { stock: 7 });
    await runningStage().kill("inventory-api/1");

    const page = await open(`/?q=${title}`, { hasClock });

    const card = page.getByRole("article").filter({ hasText: title });
    await card.getByText("stock unknown").waitFor();
    await runningStage().restart("inventory-api/1");
    await askAgainUntil(card.getByText("7 in stock"));
  });

  it("marks last known prices, and sells when they are current", async () => {
    const { title } = await sell(book);
    const page = await open("/", { hasClock });
    await openCartWith(page, title);
    await runningStage().kill("book-api/1");

    await page.reload();

    const mark = page.getByText("last known price");
    await mark.waitFor();
    await checkOut(page);
    await page
      .getByRole("alert")
      .getByText("Checking out is not possible right now. Your cart is kept.")
      .waitFor();
    await quantityOf(page, title).waitFor();
    await runningStage().restart("book-api/1");
    await askAgainUntil(mark, "detached");
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
  });
});
