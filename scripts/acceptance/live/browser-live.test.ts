// @from-99 @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import { until } from "../../testing/until.ts";
import {
  checkOut,
  describeInBrowser,
  openCartWith,
  shownOrder,
  tokenKey,
} from "../browser.ts";
import { runningStage } from "../hooks.ts";
import { book, sell } from "../kinds.ts";
import { store } from "../store.ts";
import { setStockDirectly } from "./live-client.ts";

const soon = { timeout: 20_000 };

const stockOn = (page: Page, title: string, text: string) =>
  page.getByRole("article").filter({ hasText: title }).getByText(text);

/** Counts the loads of pages from now on. */
function countLoads(pages: Page[]): () => number {
  let loads = 0;
  for (const page of pages) page.on("load", () => loads++);
  return () => loads;
}

describeInBrowser("open pages of the shop", (open) => {
  it("show a new stock in all tabs, without a reload", async () => {
    const { title, number } = await sell(book, { stock: 7 });
    const shop = await open(`/?q=${title}`, { as: "guest" });
    const second = await shop.context().newPage();
    await second.goto(`/?q=${title}&item=book-${number}`);
    const staff = await open("/admin/book", { as: "admin" });
    await staff.getByRole("searchbox").fill(title);
    const field = staff.getByLabel(`Stock of ${title}`, { exact: true });
    for (const page of [shop, second]) {
      await stockOn(page, title, "7 in stock").first().waitFor();
    }
    await field.and(staff.locator('[value="7"]')).waitFor();
    const loads = countLoads([shop, second, staff]);

    await store.stock.set(number, 0);

    for (const page of [shop, second]) {
      await stockOn(page, title, "sold out").first().waitFor();
    }
    await field.and(staff.locator('[value="0"]')).waitFor();
    expect(loads()).to.equal(0);
  });

  it("resume after a restart of the gateway, and show what they missed", async () => {
    const { title, number } = await sell(book, { stock: 7 });
    const page = await open(`/?q=${title}`);
    const second = await page.context().newPage();
    await second.goto(`/?q=${title}`);
    const pages = [page, second];
    const loads = countLoads(pages);
    for (const each of pages) {
      await stockOn(each, title, "7 in stock").waitFor();
    }

    await setStockDirectly(number, 7);
    await runningStage().kill("gateway/1");
    await setStockDirectly(number, 6);
    await runningStage().restart("gateway/1");
    for (const each of pages) {
      await stockOn(each, title, "6 in stock").waitFor(soon);
    }
    await store.stock.set(number, 5);

    for (const each of pages) {
      await stockOn(each, title, "5 in stock").waitFor(soon);
    }
    expect(loads()).to.equal(0);
  }).timeout(90_000);

  it("show an order in the customer's other tab, and in no other customer's", async () => {
    const { title } = await sell(book, { stock: 5 });
    const page = await open();
    const orders = await page.context().newPage();
    await orders.goto("/order");
    await orders.getByText("You have not ordered anything yet.").waitFor();
    const other = await open("/order");
    await other.getByText("You have not ordered anything yet.").waitFor();
    const loads = countLoads([orders, other]);

    await openCartWith(page, title);
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();

    const { orderId } = await shownOrder(page);
    const region = orders.getByRole("region", { name: `Order ${orderId}` });
    await region.getByText("Status: confirmed").waitFor();
    await other.getByText("You have not ordered anything yet.").waitFor();
    expect(loads()).to.equal(0);
  });

  it("keep what staff type, and do not overwrite what was sold", async () => {
    const { title, number } = await sell(book, { stock: 20 });
    const page = await open("/admin/book", { as: "admin" });
    const shop = await open(`/?q=${title}`);
    await page.getByRole("searchbox").fill(title);
    const field = page.getByLabel(`Stock of ${title}`, { exact: true });
    await field.and(page.locator('[value="20"]')).waitFor();
    await stockOn(shop, title, "20 in stock").waitFor();

    await field.fill("22");
    await store.stock.set(number, 17);
    await stockOn(shop, title, "17 in stock").waitFor();
    expect(await field.inputValue()).to.equal("22");
    await page
      .getByRole("button", { name: `Set the stock of ${title}` })
      .click();

    await page.getByText(`The stock of ${title} has changed.`).waitFor();
    expect((await store.stock.get(number)).onHand).to.equal(17);
  });

  it("log out when the token of their connection is refused", async () => {
    const page = await open();
    await page.evaluate((key) => {
      localStorage[key] = localStorage[key].slice(0, -8);
    }, tokenKey);

    await page.reload();

    await page
      .getByText("Your login has expired. Please log in again.")
      .waitFor();
    const token = () => page.evaluate((key) => localStorage[key], tokenKey);
    await until("the logout", async () => (await token()) === "");
  });
});
