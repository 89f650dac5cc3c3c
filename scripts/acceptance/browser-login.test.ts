// @from-06 @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import {
  cartCount,
  checkOut,
  describeInBrowser,
  focused,
  openCart,
  tokenKey,
} from "./browser.ts";
import { book, sell } from "./kinds.ts";

const tooMany = {
  status: 429,
  json: { title: "Too Many", status: 429, detail: "Wait for a minute." },
};

async function logIn(page: Page, name: string, password: string) {
  await page.getByLabel("User name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
}

/** Invalidates the signature of the token. */
function spoilToken(page: Page) {
  return page.evaluate((key) => {
    localStorage[key] = localStorage[key].slice(0, -8);
  }, tokenKey);
}

function navigation(page: Page) {
  return page.getByRole("navigation", { name: "Main" });
}

describeInBrowser("the login in the browser", (open) => {
  it("is required to buy, and leads back to the item", async () => {
    const { title } = await sell(book, { stock: 5 });
    const page = await open(`/?q=${title}`, { as: "guest" });

    await page.getByRole("link", { name: `Log in to buy ${title}` }).click();
    await page.getByRole("heading", { name: "Log in" }).waitFor();
    await logIn(page, "alice", "wonderland");

    const dialog = page.getByRole("dialog", { name: title });
    await dialog.getByRole("button", { name: "Add to cart" }).click();
    await page.getByText(`Added to your cart: 1 × ${title}`).waitFor();
    expect(await page.getByRole("searchbox").inputValue()).to.equal(title);
    await openCart(page);
    await checkOut(page);
    await page.getByRole("heading", { name: "Thank you!" }).waitFor();
    await page.reload();
    await page.getByText(`1 × ${title}`).waitFor();
  });

  it("reports a wrong user name or password", async () => {
    const page = await open("/log-in", { as: "guest" });

    for (const name of ["alice", "unknown-name"]) {
      await logIn(page, name, "rabbit-hole");
      await page
        .getByRole("alert")
        .getByText("Wrong user name or password.")
        .waitFor();
    }
    await focused(page.getByLabel("Password"));
  });

  it("takes one click with a demonstration account", async () => {
    const page = await open("/admin/cd", { as: "guest" });
    await page.getByText("Please log in.").waitFor();

    await page.getByRole("main").getByRole("link", { name: "Log in" }).click();
    await page.getByRole("button", { name: "Log in as admin" }).click();

    await page.getByRole("heading", { name: "Administration: CDs" }).waitFor();
  });

  it("shows each role its own parts", async () => {
    const { title } = await sell(book);
    const seen: Record<string, string[]> = {};

    for (const as of ["guest", "customer", "admin"] as const) {
      const page = await open(`/?q=${title}`, { as });
      await page.getByRole("article").first().waitFor();
      if (as !== "guest") {
        await navigation(page).getByText("You are logged in as").waitFor();
      }
      seen[as] = [
        await navigation(page).innerText(),
        await page.getByRole("article").first().innerText(),
      ].map((text) => text.replaceAll(/\s+/g, " "));
    }

    expect(seen.guest?.[0]).to.match(/^Shop Log in( Sign up)?$/);
    expect(seen.guest?.[1]).to.match(/Log in to buy$/);
    expect(seen.customer?.[0]).to.match(/^Shop Cart .*Log out$/);
    expect(seen.customer?.[1]).to.match(/Add$/);
    expect(seen.admin?.[0]).to.match(/^Shop Admin .*admin Log out$/i);
    expect(seen.admin?.[1]).to.match(/€12.50$/);
  });

  it("keeps a customer out of the administration, with a reason", async () => {
    const page = await open("/admin");

    await page.getByText("Only an admin can change the catalogues").waitFor();
    expect(await page.getByRole("main").getByRole("textbox").count()).to.equal(
      0,
    );
  });

  it("ends with a click, and hides the cart", async () => {
    const { title } = await sell(book);
    const page = await open(`/log-in?back=/?q=${title}`, { as: "guest" });
    await logIn(page, "bob", "builder");
    await page.getByRole("button", { name: `Add ${title} to cart` }).click();
    await cartCount(page, 1);

    await page.getByRole("button", { name: "Log out" }).click();

    await page.getByText("You are logged out.").waitFor();
    expect(await page.getByRole("link", { name: /^Cart/ }).count()).to.equal(0);
    await page.goto("/cart");
    await page.getByText("Please log in.").waitFor();
    await page.getByRole("main").getByRole("link", { name: "Log in" }).click();
    await logIn(page, "bob", "builder");
    await page.getByRole("button", { name: `Remove ${title}` }).click();
    await page.getByText("Your cart is empty.").waitFor();
  });

  it("is shared by all tabs, and so is the logout", async () => {
    const page = await open("/log-in", { as: "guest" });
    const other = await page.context().newPage();
    await other.goto("/cart");
    await other.getByText("Please log in.").waitFor();

    await logIn(page, "alice", "wonderland");
    await navigation(other).getByText("alice").waitFor();
    await other.getByRole("heading", { name: "Your cart" }).waitFor();
    await other.getByText("Please log in.").waitFor({ state: "detached" });
    const later = await page.context().newPage();
    await later.goto("/cart");
    await navigation(later).getByText("alice").waitFor();

    await other.getByRole("button", { name: "Log out" }).click();

    for (const tab of [page, later]) {
      await navigation(tab).getByRole("link", { name: "Log in" }).waitFor();
    }
    await later.getByText("Please log in.").waitFor();
  });

  it("that has expired is reported, and the page stays open", async () => {
    const { title } = await sell(book);
    const page = await open(`/log-in?back=/?q=${title}`, { as: "guest" });
    await logIn(page, "alice", "wonderland");
    await page.getByRole("button", { name: "Log out" }).waitFor();

    await spoilToken(page);
    await page.reload();

    const told = page.getByText("Your login has expired. Please log in again.");
    await told.first().waitFor();
    await page.getByRole("link", { name: /^Log in to buy/ }).waitFor();
    const { searchParams } = new URL(page.url());
    expect(searchParams.get("q")).to.equal(title);
  });

  it("of a user with too many requests is asked to wait", async () => {
    const { title } = await sell(book);
    const page = await open(`/?q=${title}`);
    await page.route("**/lines", (route) => route.fulfill(tooMany));

    await page.getByRole("button", { name: `Add ${title} to cart` }).click();

    await page.getByText("Wait for a minute.").waitFor();
  });
});
