import { expect } from "chai";
import { afterEach, before, describe, it } from "mocha";
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from "playwright-core";
import type { Order } from "../../demo01/client/store-client.ts";
import { findBrowser } from "../stage/browser.ts";
import { until } from "../testing/until.ts";
import { tokenFor } from "./identities.ts";
import { newKey } from "./samples.ts";
import { registerCustomer, shopUrl } from "./store.ts";

/** Stages without a login do not distinguish them. */
export type Visitor = "customer" | "admin" | "guest";
type Options = BrowserContextOptions & {
  as?: Visitor;
  /** Whether the test can pass the page's time: see `askAgainUntil`. */
  hasClock?: boolean;
};

/** Opens the shop at a path, in a new browser context. */
export type OpenShop = (path?: string, options?: Options) => Promise<Page>;

/** One browser for all tests of a process, each in a context of its own. */
let launched: Promise<Browser> | undefined;

export async function closeBrowser() {
  await (await launched)?.close();
}

const webUrl = process.env.STORE_WEB_URL ?? "http://localhost:8080";
const executablePath = findBrowser();

const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // A renderer for each page would take an eighth more CPU time.
  "--process-per-site",
  "--renderer-process-limit=1",
];

/** Expected in the console: the page shows a message for each. */
const refusals =
  /the server responded with a status of (400|401|402|403|409|412|429|503)/;
/** Expected while the gateway is down: the page connects again. */
const lostConnection =
  /^(WebSocket connection to '\S+\/live' failed|.*net::ERR_CONNECTION_RESET)/;

/** Tests make tokens for customers that have no account. */
const withoutAccount = /\/user\/[^/]+$/;
/** Expected of new items: tag-api knows them once they are copied. */
const notCopiedYet = /\/tags\/\d+$/;

/**
 * Tests in a browser; on a machine without one they are skipped with a notice.
 * Each also fails on an error in the console, or on a call to another origin.
 */
export function describeInBrowser(
  subject: string,
  tests: (open: OpenShop) => void,
) {
  describe(subject, () => {
    if (!executablePath) {
      it("is skipped: no Chromium, Chrome or Edge here (see CHROMIUM_PATH)");
      return;
    }
    let browser: Browser;
    const complaints: string[] = [];
    const refused: string[] = [];

    before(async () => {
      launched ??= chromium.launch({ executablePath, args });
      browser = await launched;
    });
    afterEach(async function () {
      const pages = browser.contexts().flatMap((context) => context.pages());
      if (this.currentTest?.isFailed()) {
        console.log(["    Refused:", ...refused].join("\n    "));
        await Promise.all(pages.map(tell));
      }
      refused.splice(0);
      await Promise.all(browser.contexts().map((context) => context.close()));
      expect(complaints.splice(0)).to.deep.equal([]);
    });

    tests(
      async (path = "/", { as = "customer", hasClock, ...options } = {}) => {
        const context = await browser.newContext({
          baseURL: webUrl,
          ...options,
        });
        context.setDefaultTimeout(20_000);
        await logIn(context, as);
        context.on("page", (page) => listen(page, complaints, options.baseURL));
        context.on("response", (response) => {
          const method = response.request().method();
          const call = `${response.status()} ${method} ${response.url()}`;
          if (response.status() >= 400) refused.push(call);
        });
        const page = await context.newPage();
        if (hasClock) await page.clock.install();
        await page.goto(path);
        await page.getByRole("heading", { level: 1 }).waitFor();
        return page;
      },
    );
  });
}

/** What a page shows when its test has failed: an alert may say why. */
async function tell(page: Page) {
  const text = await page.locator("body").innerText().catch(String);
  console.log(`    ${page.url()} shows:\n${text.slice(0, 2_000)}`);
}

/** The page keeps the token under this key, for all tabs. */
export const tokenKey = "pie-store.token";

async function logIn(context: BrowserContext, visitor: Visitor) {
  if (visitor === "guest") return;
  const cartId = newKey();
  const path = visitor === "admin" ? "/books" : `/carts/${cartId}`;
  const token = tokenFor(path);
  if (!token) return;
  if (visitor === "customer") await registerCustomer(cartId);
  // Once: a later page must not undo a logout. Pages without a URL of their
  // own have no storage.
  await context.addInitScript(
    ({ key, token }) => {
      if (location.protocol === "http:") localStorage[key] ??= token;
    },
    { key: tokenKey, token },
  );
}

/** The order that the page shows, read from the store as its customer. */
export async function shownOrder(page: Page): Promise<Order> {
  const token = await page.evaluate((key) => localStorage[key], tokenKey);
  const headers: Record<string, string> = token
    ? { authorization: `Bearer ${token}` }
    : {};
  const orderId = new URL(page.url()).pathname.split("/").at(-1);
  const answer = await page.request.get(`${shopUrl}/orders/${orderId}`, {
    headers,
  });
  return answer.json();
}

function listen(page: Page, complaints: string[], home = webUrl) {
  const allowed = [home, shopUrl].map((url) => new URL(url).origin);
  page.on("pageerror", (error) => complaints.push(error.message));
  page.on("console", (message) => {
    const text = message.text();
    const isExpected =
      refusals.test(text) ||
      lostConnection.test(text) ||
      withoutAccount.test(message.location().url) ||
      notCopiedYet.test(message.location().url);
    if (message.type() === "error" && !isExpected) {
      complaints.push(text);
    }
  });
  page.on("request", (request) => {
    const { protocol, origin } = new URL(request.url());
    if (protocol !== "data:" && !allowed.includes(origin)) {
      complaints.push(`a call to another origin: ${request.url()}`);
    }
  });
}

/** The response of a service that is made unavailable for a test. */
export const unavailable = {
  status: 503,
  json: { title: "Out", status: 503, detail: "A service is out." },
};

/** More than a page pauses before it asks again for what is missing. */
const askAgainMs = 6_000;

/** Passes the time of a page that asks again, until the element is there. */
export async function askAgainUntil(
  element: Locator,
  state: "visible" | "detached" = "visible",
) {
  await until(
    `${element} is ${state}`,
    async () => {
      await element.page().clock.fastForward(askAgainMs);
      await element.waitFor({ state, timeout: 1_000 });
    },
    { withinMs: 20_000 },
  );
}

/** Types into the search of the page that is open. */
export async function search(page: Page, text: string) {
  await page.getByRole("searchbox").fill(text);
}

/** Goes to the cart the way a customer does. */
export async function openCart(page: Page) {
  await page.getByRole("link", { name: /^Cart/ }).click();
  await page.getByRole("heading", { name: "Your cart" }).waitFor();
}

export async function checkOut(page: Page) {
  await page.getByRole("button", { name: "Check out" }).click();
}

/** Resolves when the cart in the header shows this count. */
export async function cartCount(page: Page, count: number) {
  await page.getByRole("link", { name: `Cart ${count} items` }).waitFor();
}

/** Opens the cart of a new customer, with one copy of the item in it. */
export async function openCartWith(page: Page, title: string) {
  await search(page, title);
  await page.getByRole("button", { name: `Add ${title} to cart` }).click();
  await cartCount(page, 1);
  await openCart(page);
}

/** Resolves when the element has the focus. */
export async function focused(element: Locator) {
  await element.and(element.page().locator(":focus")).waitFor();
}

/** Resolves when the field has this value. */
export async function valued(field: Locator, value: string) {
  const isThere = async () => expect(await field.inputValue()).to.equal(value);
  await until(`the value ${value}`, isThere);
}

/** The field of the cart page that shows and changes a quantity. */
export function quantityOf(page: Page, title: string) {
  return page.getByLabel(`Quantity of ${title}`, { exact: true });
}
