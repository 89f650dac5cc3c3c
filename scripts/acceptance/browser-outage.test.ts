// @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import {
  cartCount,
  checkOut,
  describeInBrowser,
  openCartWith,
  quantityOf,
  unavailable,
} from "./browser.ts";
import { book, sell } from "./kinds.ts";

describeInBrowser("the shop with a service unavailable", (open) => {
  it("reports that checking out is not possible, and keeps the cart", async () => {
    const { title } = await sell(book);
    const page = await open();
    await openCartWith(page, title);
    await page.route("**/checkout", (route) => route.fulfill(unavailable));

    await checkOut(page);

    await page
      .getByRole("alert")
      .getByText("Checking out is not possible right now. Your cart is kept.")
      .waitFor();
    await quantityOf(page, title).waitFor();
    await cartCount(page, 1);
    await page.unroute("**/checkout");
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
  });

  it("says that the cart cannot be shown, and tries again", async () => {
    const { title } = await sell(book);
    const page = await open();
    await openCartWith(page, title);
    await page.route("**/carts/*", (route) => route.fulfill(unavailable));

    await page.reload();

    await page.getByText("Your cart is not available right now.").waitFor();
    await page.unroute("**/carts/*");
    await page.getByRole("button", { name: "Try again" }).click();
    await quantityOf(page, title).waitFor();
  });

  it("says that the cart cannot be changed", async () => {
    const { title } = await sell(book);
    const page = await open(`/?q=${title}`);
    await page.route("**/lines", (route) => route.fulfill(unavailable));

    await page.getByRole("button", { name: `Add ${title} to cart` }).click();

    await page.getByText("Your cart cannot be changed right now.").waitFor();
    await cartCount(page, 0);
  });

  it("says that nothing can be saved, and keeps what was typed", async () => {
    const { title, number } = await sell(book);
    const page = await open(`/admin/book/${number}`, { as: "admin" });
    const field = page.getByLabel("Title");
    await field.fill(`${title} again`);
    await page.route("**/books/*", (route) => route.fulfill(unavailable));

    await page.getByRole("button", { name: "Save" }).click();

    await page.getByText("Saving is not possible right now.").waitFor();
    expect(await field.inputValue()).to.equal(`${title} again`);
  });

  it("says which item cannot be shown", async () => {
    const { number } = await sell(book);
    const page = await open();
    await page.route("**/books/*", (route) => route.fulfill(unavailable));

    await page.goto(`/?item=book-${number}`);

    await page.getByText("This book cannot be shown right now.").waitFor();
  });
});
