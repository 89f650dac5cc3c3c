// @from-99 @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import {
  cartCount,
  checkOut,
  describeInBrowser,
  openCart,
  openCartWith,
  shownOrder,
} from "../browser.ts";
import { book, type Item, sell } from "../kinds.ts";
import { store } from "../store.ts";
import { movedFor } from "./payments.ts";

async function payBy(page: Page, card: string) {
  await page.getByLabel(card).check();
  await checkOut(page);
}

const thanks = (page: Page) =>
  page.getByRole("heading", { name: "Thank you!" }).waitFor();

const onHand = async ({ number }: Item) =>
  (await store.stock.get(number)).onHand;

describeInBrowser("payments in the browser", (open) => {
  it("keep the cart of a declined card, for another card", async () => {
    const item = await sell(book, { stock: 5, priceCents: 1_250 });
    const page = await open();
    await openCartWith(page, item.title);
    await page.getByText("No real card is used").waitFor();
    await page.getByRole("button", { name: "pay €12.50" }).waitFor();

    await payBy(page, "Test card 0002");

    const alert = page.getByRole("alert");
    await alert.getByText("The card was declined.").waitFor();
    await cartCount(page, 1);
    expect(await onHand(item)).to.equal(5);
    await payBy(page, "Test card 4242");
    await thanks(page);
    await page.getByText("It is paid.").waitFor();
    const { orderId } = await shownOrder(page);
    expect(await movedFor(orderId)).to.equal("CHARGE");
    expect(await onHand(item)).to.equal(4);
  });

  it("say that nothing was taken when the processor is silent", async () => {
    const item = await sell(book, { stock: 5 });
    const page = await open();
    await openCartWith(page, item.title);

    await payBy(page, "Test card without reply");

    await page.getByText("You do not pay").waitFor();
    await cartCount(page, 1);
    await page.getByLabel("Test card 4242").check();
    await page.getByRole("button", { name: "Try again" }).click();
    await thanks(page);
    expect(await onHand(item)).to.equal(4);
  });

  it("wait for a confirmation, also after a reload", async () => {
    const item = await sell(book, { stock: 5, priceCents: 1_250 });
    const page = await open();
    await openCartWith(page, item.title);
    const heading = page.getByRole("heading", { name: "Confirm your payment" });

    await payBy(page, "Test card 3155");
    await heading.waitFor();
    await page.reload();
    await page.getByText("€12.50").waitFor();
    await page.getByRole("button", { name: "Reject it" }).click();

    const alert = page.getByRole("alert");
    await alert.getByText("The charge was not confirmed.").waitFor();
    await cartCount(page, 1);
    expect(await onHand(item)).to.equal(5);
    await payBy(page, "Test card 3155");
    await heading.waitFor();
    const orderId = new URL(page.url()).pathname.split("/").at(-1) ?? "";
    await openCart(page);
    const remove = page.getByRole("button", { name: `Remove ${item.title}` });
    expect(await remove.isDisabled()).to.equal(true);
    const quantity = page.getByLabel(`Quantity of ${item.title}`, {
      exact: true,
    });
    expect(await quantity.isDisabled()).to.equal(true);
    await page.getByRole("link", { name: "Continue with" }).click();
    await page.getByRole("button", { name: "Confirm the payment" }).dblclick();
    await thanks(page);
    expect(await movedFor(orderId)).to.equal("CHARGE");
    await page.goto(`/payment/${orderId}`);
    await page.getByText("No payment waits").waitFor();
  });

  it("are refunded by the staff, which open pages show", async () => {
    const item = await sell(book, { stock: 5 });
    const page = await open();
    await openCartWith(page, item.title);
    await checkOut(page);
    await thanks(page);
    const { orderId } = await shownOrder(page);
    const orders = await page.context().newPage();
    await orders.goto("/order");
    await orders.getByText("Status: confirmed, paid").waitFor();
    const staff = await open("/admin/orders", { as: "admin" });

    await staff
      .getByRole("button", { name: `Refund order ${orderId}` })
      .click();
    const dialog = staff.getByRole("dialog");
    await dialog.getByRole("button", { name: "Refund" }).click();

    const line = staff.getByRole("listitem", { name: `Order ${orderId}` });
    await line.getByText("refunded").waitFor();
    await page.getByText("It was refunded").waitFor();
    await orders.getByText("Status: confirmed, refunded").waitFor();
    expect(await movedFor(orderId)).to.equal("CHARGE REFUND");
    expect(await onHand(item)).to.equal(5);
  });
});
