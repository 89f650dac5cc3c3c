// @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import {
  cartCount,
  checkOut,
  describeInBrowser,
  openCart,
  search,
} from "./browser.ts";
import { book, cd, type Item, sell } from "./kinds.ts";
import { store } from "./store.ts";

async function addFromDetails(page: Page, { title }: Item, quantity: number) {
  await search(page, title);
  await page.getByRole("link", { name: title }).click();
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByLabel("Quantity", { exact: true }).fill(`${quantity}`);
  await dialog.getByRole("button", { name: "Add to cart" }).click();
}

async function onHand({ number }: Item) {
  return (await store.stock.get(number)).onHand;
}

describeInBrowser("the cart in the browser", (open) => {
  it("names what is short, and offers what there is", async () => {
    const item = await sell(book, { stock: 2 });
    const page = await open();
    await addFromDetails(page, item, 5);
    await cartCount(page, 5);

    await openCart(page);
    await checkOut(page);

    const alert = page.getByRole("alert");
    await alert
      .getByText(`“${item.title}”: you want 5, but only 2 are left.`)
      .waitFor();
    expect(await onHand(item)).to.equal(2);
    await alert.getByRole("button", { name: "Take what is left" }).click();
    await cartCount(page, 2);
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    expect(await onHand(item)).to.equal(0);
  });

  it("shows a changed price before it sells at it", async () => {
    const item = await sell(book, { stock: 5, priceCents: 100 });
    const page = await open();
    await addFromDetails(page, item, 2);
    await cartCount(page, 2);
    await openCart(page);
    await page.getByText("Total €2.00").waitFor();
    const { number, ...fields } = item;
    await book.catalog.replace(number, { ...fields, priceCents: 99_900 });

    await checkOut(page);

    const alert = page.getByRole("alert");
    await alert
      .getByText(`“${item.title}”: €1.00 before, €999.00 now.`)
      .waitFor();
    await page.getByText("Total €1,998.00").waitFor();
    expect(await onHand(item)).to.equal(5);
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    expect(await onHand(item)).to.equal(3);
  });

  it("shows a price that another page showed first, before it sells", async () => {
    const item = await sell(book, { stock: 5, priceCents: 100 });
    const page = await open();
    await addFromDetails(page, item, 1);
    await cartCount(page, 1);
    await openCart(page);
    await page.getByText("Total €1.00").waitFor();
    const { number, ...fields } = item;
    await book.catalog.replace(number, { ...fields, priceCents: 99_900 });
    const other = await page.context().newPage();
    await other.goto("/cart");
    await other.getByText("Total €999.00").waitFor();

    await checkOut(page);

    const alert = page.getByRole("alert");
    await alert.getByText("Your cart has changed.").waitFor();
    await page.getByText("Total €999.00").waitFor();
    expect(await onHand(item)).to.equal(5);
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    expect(await onHand(item)).to.equal(4);
  });

  it("lists the customer's orders, the latest first", async () => {
    const items = [await sell(book), await sell(cd)];
    const page = await open();
    for (const item of items) {
      await page.goto("/");
      await addFromDetails(page, item, 1);
      await cartCount(page, 1);
      await openCart(page);
      await checkOut(page);
      await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    }

    await openCart(page);
    await page.getByRole("link", { name: "Your orders" }).click();

    await page.getByRole("heading", { name: "Your orders" }).waitFor();
    const orders = page.getByRole("region", { name: /^Order / });
    await orders.nth(1).waitFor();
    expect(await orders.count()).to.equal(2);
    for (const [i, item] of [...items].reverse().entries()) {
      expect(await orders.nth(i).textContent()).to.include(item.title);
    }
  });

  it("makes one order of a double click", async () => {
    const item = await sell(book, { stock: 5 });
    const page = await open();
    await addFromDetails(page, item, 1);
    await cartCount(page, 1);
    await openCart(page);
    const calls: string[] = [];
    page.on("request", (call) => calls.push(`${call.method()} ${call.url()}`));
    // The order is held back, so that both clicks happen before it is made.
    let release = () => {};
    const bothClicked = new Promise<void>((resolve) => {
      release = resolve;
    });
    await page.route("**/checkout", async (route) => {
      await bothClicked;
      await route.continue();
    });

    await page.getByRole("button", { name: "Check out" }).dblclick();
    release();

    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    expect(await onHand(item)).to.equal(4);
    expect(calls.filter((call) => /POST .*checkout/.test(call))).to.have.length(
      1,
    );
  });

  it("changes and empties the cart", async () => {
    const item = await sell(book);
    const page = await open();
    await addFromDetails(page, item, 2);
    await cartCount(page, 2);
    await openCart(page);

    const more = page.getByRole("button", {
      name: `More: Quantity of ${item.title}`,
    });
    await more.click();
    await more.click();
    await cartCount(page, 4);
    await page.getByRole("button", { name: `Remove ${item.title}` }).click();

    await page.getByText("Your cart is empty.").waitFor();
    await cartCount(page, 0);
  });

  it("shows messages below the header, on every screen", async () => {
    const { title } = await sell(book);
    for (const width of [320, 1_280]) {
      const viewport = { width, height: 600 };
      const page = await open(`/?q=${title}`, { viewport });
      await page.getByRole("button", { name: `Add ${title} to cart` }).click();

      const toast = page.getByText(`Added to your cart: 1 × ${title}`);
      const box = await toast.boundingBox();
      const header = await page.getByRole("banner").boundingBox();

      expect(box?.y).to.be.above((header?.y ?? 0) + (header?.height ?? 0));
      await page.context().close();
    }
  });

  it("shows one cart in two tabs, and keeps it", async () => {
    const item = await sell(cd);
    const page = await open();
    const other = await page.context().newPage();
    await other.goto("/cart");
    await cartCount(other, 0);

    await page.bringToFront();
    await addFromDetails(page, item, 3);

    await other.bringToFront();
    await cartCount(other, 3);
    await other.getByRole("link", { name: item.title }).waitFor();
    await page.bringToFront();
    await page.reload();
    await cartCount(page, 3);
  });
});
