import axe from "axe-core";
import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import { describeInBrowser } from "../browser.ts";
import { gatewayUrl } from "./store-description.ts";

async function logIn(page: Page, name: string, password: string) {
  await page.getByLabel("Name").fill(name);
  await page.getByLabel("Password").fill(password);
  await page.keyboard.press("Enter");
}

/** Unfolds an operation, sends what it suggests, and waits for the answer. */
async function tryOut(page: Page, name: RegExp): Promise<string> {
  const operation = page.getByRole("group").filter({ hasText: name });
  if (!(await operation.getByRole("button").isVisible())) {
    await operation.locator("summary").click();
  }
  await operation.getByRole("button", { name: "Send" }).click();
  return operation.getByRole("status").innerText();
}

describeInBrowser("the documentation page", (openPage) => {
  const open = (options = {}) =>
    openPage("/docs", { as: "guest", baseURL: gatewayUrl, ...options });
  const addLine = /^POST\/carts\/\{cartId\}\/lines/;

  it("makes requests, as somebody who has logged in there", async () => {
    const page = await open();

    expect(await tryOut(page, addLine)).to.match(/^401/);
    await logIn(page, "alice", "wonderland");
    await page.getByText("Requests are sent as alice").waitFor();

    expect(await tryOut(page, addLine)).to.match(/^200/);
  });

  it("says that name and password do not go together", async () => {
    const page = await open();

    await logIn(page, "alice", "rabbit-hole");

    await page.getByText("The user name or the password is wrong.").waitFor();
  });

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 390]) {
      it(`can be read by all, ${colorScheme}, ${width} wide`, async () => {
        const viewport = { width, height: 900 };
        const page = await open({ colorScheme, viewport });
        await page.getByRole("heading", { name: "book-api" }).waitFor();
        await tryOut(page, /^GET\/books(?!\/)/);

        await page.evaluate(axe.source);
        const { violations, scrollWidth } = await page.evaluate(async () => {
          const { axe: checker } = globalThis as unknown as { axe: typeof axe };
          const { violations } = await checker.run();
          const { scrollWidth } = document.documentElement;
          return { violations, scrollWidth };
        });

        expect(violations.map(({ id }) => id)).to.deep.equal([]);
        expect(scrollWidth).to.equal(width);
      });
    }
  }
});
