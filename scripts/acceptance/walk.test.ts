// @on-last @ci-on-first

import { expect } from "chai";
import { it } from "mocha";
import {
  cartCount,
  checkOut,
  describeInBrowser,
  openCart,
  search,
  shownOrder,
} from "./browser.ts";
import { book, sell } from "./kinds.ts";
import { store } from "./store.ts";

describeInBrowser("a customer in the browser", (open) => {
  it("walks from search to checkout", async () => {
    const description = "Nine pies, and the reasons for them.";
    const item = await sell(book, { stock: 5, priceCents: 1205, description });
    const page = await open();

    await search(page, item.title.toUpperCase());
    const card = page.getByRole("article").filter({ hasText: item.title });
    await card.getByText("5 in stock").waitFor();
    await card.getByText("Ann Author").first().waitFor();
    await card.getByText("Book · 2001").waitFor();
    await card.getByText("€12.05").waitFor();
    await card.getByRole("link", { name: item.title }).click();
    await page.getByText(description).waitFor();
    await page.getByRole("button", { name: "Add to cart" }).click();
    await cartCount(page, 1);

    await openCart(page);
    const quantity = page.getByLabel(`Quantity of ${item.title}`, {
      exact: true,
    });
    await quantity.fill("3");
    await cartCount(page, 3);
    await page.getByText("Total €36.15").waitFor();
    await checkOut(page);

    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    await page.getByText(`3 × ${item.title}`).waitFor();
    const { orderId, totalCents } = await shownOrder(page);
    expect(totalCents).to.equal(3615);
    await page.getByText(orderId).waitFor();
    await cartCount(page, 0);
    expect(await store.stock.get(item.number)).to.include({ onHand: 2 });
  });
});
