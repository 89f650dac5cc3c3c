// @from-06 @on-last @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import { describeInBrowser } from "../browser.ts";
import { gatewayUrl } from "./store-description.ts";

/** Sends a POST with the values that the page suggests; returns the status. */
async function execute(page: Page, path: string): Promise<string> {
  const operation = page.locator(".opblock-post", {
    has: page.locator(`[data-path="${path}"]`),
  });
  const button = operation.getByRole("button", { name: "Execute" });
  if (!(await button.isVisible())) {
    await operation.getByRole("button").first().click();
  }
  const [response] = await Promise.all([
    page.waitForResponse((it) => it.request().method() === "POST"),
    button.click(),
  ]);
  await operation
    .locator(".live-responses-table tbody .response-col_status")
    .first()
    .filter({ hasText: `${response.status()}` })
    .waitFor();
  return `${response.status()} ${new URL(response.url()).pathname}`;
}

describeInBrowser("the documentation page", (openPage) => {
  const open = (options = {}) =>
    openPage("/docs", { as: "guest", baseURL: gatewayUrl, ...options });

  it("makes requests, after a login with the token", async () => {
    const page = await open();

    const anonymous = await execute(page, "/carts/{cartId}/lines");
    const login = await execute(page, "/login");
    const customer = await execute(page, "/carts/{cartId}/lines");

    expect([anonymous, login, customer]).to.deep.equal([
      "401 /carts/alice/lines",
      "200 /login",
      "200 /carts/alice/lines",
    ]);
  });

  it("lists the operations of every service", async () => {
    const page = await open();

    for (const service of ["gateway", "book-api", "shoppingcart-api"]) {
      await page.getByRole("heading", { name: service }).waitFor();
    }
  });

  for (const width of [1280, 390]) {
    it(`fits into a window ${width} wide`, async () => {
      const page = await open({ viewport: { width, height: 900 } });
      await page.getByRole("heading", { name: "book-api" }).waitFor();

      const scrollWidth = await page.evaluate(
        () => document.documentElement.scrollWidth,
      );
      expect(scrollWidth).to.equal(width);
    });
  }
});
