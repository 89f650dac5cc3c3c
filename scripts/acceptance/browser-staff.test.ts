// @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import { describeInBrowser, focused, search, valued } from "./browser.ts";
import { dvd, sample, sell } from "./kinds.ts";
import { newKey, unique } from "./samples.ts";
import { store } from "./store.ts";

async function fill(page: Page, values: Record<string, string>) {
  for (const [label, value] of Object.entries(values)) {
    await page.getByLabel(label).fill(value);
  }
}

const save = (page: Page) => page.getByRole("button", { name: "Save" }).click();

describeInBrowser("the administration in the browser", (open) => {
  it("adds, edits, counts and deletes an item", async () => {
    const title = `A pie for the staff ${unique()}`;
    const page = await open("/", { as: "admin" });
    await page.getByRole("link", { name: "Admin", exact: true }).click();
    await page.getByRole("link", { name: "DVDs" }).click();
    await page.getByRole("link", { name: "Add a DVD" }).click();

    await fill(page, { Title: title, Director: "Di Rector", Year: "1999" });
    await fill(page, { Minutes: "90", Price: "12,5", Stock: "4" });
    await save(page);
    await page.getByRole("heading", { name: "Administration: DVDs" }).waitFor();
    const [made] = (await store.dvds.search({ q: title })).items;
    expect(made).to.deep.include({ title, year: 1999, priceCents: 1250 });
    const number = made?.number ?? "";
    expect(await store.stock.get(number)).to.include({ onHand: 4 });

    await search(page, title);
    await page.getByLabel(`Stock of ${title}`, { exact: true }).fill("9");
    await page
      .getByRole("button", { name: `Set the stock of ${title}` })
      .click();
    await page.getByText(`${title}: 9 in stock now`).waitFor();
    expect(await store.stock.get(number)).to.include({ onHand: 9 });

    await page.getByRole("link", { name: `Edit ${title}` }).click();
    await fill(page, { Genre: "Baking", Price: "0.99" });
    await save(page);
    await page.getByText(`Saved: ${title}`).waitFor();
    expect(await store.dvds.get(number)).to.deep.equal({
      ...made,
      genre: "Baking",
      priceCents: 99,
    });

    await search(page, title);
    await page.getByRole("button", { name: `Delete ${title}` }).click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "Delete" }).click();
    await page.getByText("No DVDs shown").waitFor();
    expect((await store.dvds.search({ q: title })).items).to.deep.equal([]);
  });

  it("does not overwrite a sale with the stock that it shows", async () => {
    const { title, number } = await sell(dvd, { stock: 20 });
    const page = await open("/admin/dvd", { as: "admin" });
    await search(page, title);
    const field = page.getByLabel(`Stock of ${title}`, { exact: true });
    const set = page.getByRole("button", { name: `Set the stock of ${title}` });
    await field.and(page.locator('[value="20"]')).waitFor();
    await field.fill("22");
    const lines = [{ number, quantity: 3 }];
    await store.reservations.make({ orderId: newKey(), lines });

    await set.click();

    await page.getByText(`The stock of ${title} has changed.`).waitFor();
    await valued(field, "17");
    expect(await store.stock.get(number)).to.include({ onHand: 17 });
    await field.fill("19");
    await set.click();
    await page.getByText(`${title}: 19 in stock now`).waitFor();
    expect(await store.stock.get(number)).to.include({ onHand: 19 });
  });

  it("does not overwrite an item that was changed meanwhile", async () => {
    const item = await sell(dvd);
    const { number, title } = item;
    const page = await open(`/admin/dvd/${number}`, { as: "admin" });
    await page.getByLabel("Price").waitFor();
    const changed = await dvd.catalog.replace(number, sample(dvd));

    await fill(page, { Price: "0.99" });
    await save(page);

    await page.getByText("The item has changed since it was read.").waitFor();
    expect(changed.title).to.not.equal(title);
    expect(await store.dvds.get(number)).to.deep.equal(changed);
  });

  it("asks before it deletes", async () => {
    const { title, number } = await sell(dvd);
    const page = await open("/admin/dvd", { as: "admin" });
    await search(page, title);

    await page.getByRole("button", { name: `Delete ${title}` }).click();
    await page.getByRole("button", { name: "Keep it" }).click();

    await page.getByRole("dialog").waitFor({ state: "detached" });
    expect(await store.dvds.get(number)).to.include({ title });
  });

  it("shows the store's error at each field", async () => {
    const page = await open("/admin/book/new", { as: "admin" });
    await fill(page, { Author: "Ann Author", Year: "last", Price: "much" });

    await save(page);

    const title = page.getByLabel("Title");
    await page.locator("[aria-invalid=true]").first().waitFor();
    await focused(title);
    for (const label of ["Title", "Year", "Price"]) {
      const field = page.getByLabel(label);
      expect(await field.getAttribute("aria-invalid"), label).to.equal("true");
      const error = (await field.getAttribute("aria-describedby")) ?? "";
      expect(await page.locator(`[id="${error}"]`).textContent()).to.not.equal(
        "",
      );
    }
    const author = page.getByLabel("Author");
    expect(await author.getAttribute("aria-invalid")).to.equal("false");
    expect(await page.getByLabel("Year").inputValue()).to.equal("last");
    await page.getByText("Title is required", { exact: true }).waitFor();
  });
});
