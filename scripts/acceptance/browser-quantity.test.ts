// @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import {
  cartCount,
  checkOut,
  describeInBrowser,
  openCart,
  openCartWith,
  quantityOf,
  shownOrder,
  unavailable,
  valued,
} from "./browser.ts";
import { book, sell } from "./kinds.ts";
import { store } from "./store.ts";

const savedQuantity = "**/carts/*/lines/*";

async function ordered(page: Page) {
  await page.getByRole("heading", { name: "Thank you!" }).waitFor();
  const { lines } = await shownOrder(page);
  return lines.map(({ quantity }) => quantity);
}

describeInBrowser("a quantity that is being edited", (open) => {
  it("is ordered as it is shown, however fast the click", async () => {
    const { title } = await sell(book);
    const page = await open();
    await openCartWith(page, title);

    await quantityOf(page, title).fill("3");
    await checkOut(page);

    expect(await ordered(page)).to.deep.equal([3]);
  });

  it("is ordered as it is shown while it is still being saved", async () => {
    const { title } = await sell(book);
    const page = await open();
    await openCartWith(page, title);
    let answer = () => {};
    const saving = new Promise<void>((resolve) => {
      page.route(savedQuantity, async (route) => {
        resolve();
        await new Promise<void>((go) => {
          answer = go;
        });
        await route.continue();
      });
    });

    await quantityOf(page, title).fill("2");
    await saving;
    await checkOut(page);
    answer();

    expect(await ordered(page)).to.deep.equal([2]);
  });

  it("is kept when the customer leaves the page at once", async () => {
    const { title } = await sell(book);
    const page = await open();
    await openCartWith(page, title);

    await quantityOf(page, title).fill("4");
    await page.getByRole("link", { name: "Shop", exact: true }).click();
    await openCart(page);

    await valued(quantityOf(page, title), "4");
    await cartCount(page, 4);
  });

  it("orders nothing when it cannot be saved", async () => {
    const { title, number } = await sell(book, { stock: 5 });
    const page = await open();
    await openCartWith(page, title);
    await page.route(savedQuantity, (route) => route.fulfill(unavailable));

    await quantityOf(page, title).fill("3");
    await checkOut(page);

    await page.getByText("Your cart cannot be changed right now.").waitFor();
    await valued(quantityOf(page, title), "1");
    expect(await store.stock.get(number)).to.include({ onHand: 5 });
  });
});
