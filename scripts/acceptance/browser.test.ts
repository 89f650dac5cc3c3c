// @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import type { Route } from "playwright-core";
import { until } from "../testing/until.ts";
import {
  cartCount,
  describeInBrowser,
  search,
  unavailable,
} from "./browser.ts";
import { book, cd, dvd, sell } from "./kinds.ts";
import { unique } from "./samples.ts";

const exactly = { exact: true };

describeInBrowser("the shop in the browser", (open) => {
  it("finds books, CDs and DVDs at once", async () => {
    const word = unique();
    for (const kind of [book, cd, dvd]) await sell(kind, { title: word });
    const page = await open();

    await search(page, word);

    for (const name of ["Books", "CDs", "DVDs"]) {
      const shelf = page.getByRole("region", { name });
      await shelf.getByRole("status").filter({ hasText: "1 shown" }).waitFor();
      expect(await shelf.getByRole("link", { name: word }).count()).to.equal(1);
    }
  });

  it("names the text that it has not found", async () => {
    const word = unique();
    const page = await open();

    await search(page, word);

    for (const many of ["books", "CDs", "DVDs"]) {
      await page.getByText(`No ${many} for “${word}”`, exactly).waitFor();
    }
  });

  it("shows page after page", async () => {
    const word = unique();
    for (let i = 0; i < 12; i++) await sell(book, { title: `${word} ${i}` });
    const page = await open(`/?q=${word}`);

    const shelf = page.getByRole("region", { name: "Books" });
    await shelf.getByText("10 shown").waitFor();
    await shelf.getByRole("button", { name: "More books" }).click();

    await shelf.getByText("12 shown").waitFor();
    expect(await shelf.getByRole("article").count()).to.equal(12);
    expect(await shelf.getByRole("button", { name: /More/ }).count()).to.equal(
      0,
    );
  });

  it("says which catalogue does not answer, and tries it again", async () => {
    const word = unique();
    for (const kind of [book, cd, dvd]) await sell(kind, { title: word });
    const page = await open("/cart");
    await page.route("**/cds?*", (route) => route.fulfill(unavailable));

    await page.goto(`/?q=${word}`);

    const shelf = page.getByRole("region", { name: "CDs" });
    await shelf.getByText("CDs are not available right now.").waitFor();
    const books = page.getByRole("region", { name: "Books" });
    await books.getByRole("link", { name: word }).waitFor();
    await page.unroute("**/cds?*");
    await shelf.getByRole("button", { name: "Try again" }).click();
    await shelf.getByRole("link", { name: word }).waitFor();
  });

  it("does not take unknown stock for none", async () => {
    const { title } = await sell(cd, { stock: 7 });
    const page = await open("/cart");
    await page.route("**/stock?*", (route) => route.fulfill(unavailable));

    await page.goto(`/?q=${title}`);

    const card = page.getByRole("article").filter({ hasText: title });
    await card.getByText("stock unknown").waitFor();
    await page.getByRole("button", { name: `Add ${title} to cart` }).click();
    await cartCount(page, 1);
  });

  it("sells nothing that is sold out", async () => {
    const { title } = await sell(dvd, { stock: 0 });
    const page = await open(`/?q=${title}`);

    await page.getByText("sold out").waitFor();
    const add = page.getByRole("button", { name: `Add ${title} to cart` });
    expect(await add.isDisabled()).to.equal(true);
  });

  it("aborts a search when a newer one replaces it", async () => {
    const first = unique();
    const { title } = await sell(book);
    const page = await open();
    const isFirst = ({ pathname, searchParams }: URL) =>
      /^\/(books|cds|dvds)$/.test(pathname) && searchParams.get("q") === first;
    const givenUp: string[] = [];
    page.on("requestfailed", (call) => {
      if (isFirst(new URL(call.url()))) givenUp.push(call.url());
    });
    const held: Route[] = [];
    await page.route(isFirst, (route) => void held.push(route));

    const asked = page.waitForRequest((call) => isFirst(new URL(call.url())));
    await search(page, first);
    await asked;
    await search(page, title);

    await page.getByRole("link", { name: title }).waitFor();
    await until("all three are aborted", () => givenUp.length === 3);
    expect(held).to.have.length(3);
  });
});
