// @from-99 @long

import { expect } from "chai";
import { it } from "mocha";
import type { Page } from "playwright-core";
import { askAgainUntil, describeInBrowser, unavailable } from "../browser.ts";
import { runningStage } from "../hooks.ts";
import { unique } from "../samples.ts";
import { call, newProfile, password, signUp } from "./doors.ts";

type Fields = Record<string, string>;

async function fill(page: Page, fields: Fields) {
  for (const [label, value] of Object.entries(fields)) {
    await page.getByLabel(label, { exact: true }).fill(value);
  }
}

const press = (page: Page, name: string) =>
  page.getByRole("main").getByRole("button", { name, exact: true }).click();

async function submitLogin(page: Page, name: string, secret: string) {
  await fill(page, { "E-mail or user name": name, Password: secret });
  await press(page, "Log in");
}

async function logInAt(page: Page, path: string, name: string, secret: string) {
  await page.goto(`/log-in?back=${path}`);
  await submitLogin(page, name, secret);
}

async function logOut(page: Page) {
  await page.getByRole("button", { name: "Log out" }).click();
  await page.getByText("You are logged out.").waitFor();
}

/** Resolves when the header names this user. */
function named(page: Page, name: string) {
  return page
    .getByRole("navigation", { name: "Main" })
    .getByRole("link", { name: `You are logged in as ${name}`, exact: true })
    .waitFor();
}

function heading(page: Page, name: string) {
  return page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
}

/** Resolves when the field has the focus, and this error beneath. */
async function errorAt(page: Page, label: string, error: string) {
  const field = page.getByLabel(label, { exact: true });
  await field.and(page.locator("[aria-invalid=true]:focus")).waitFor();
  await marked(page, label, error);
}

/** Resolves when the field has this error beneath. */
async function marked(page: Page, label: string, error: string) {
  const field = page.getByLabel(label, { exact: true });
  await field.and(page.locator("[aria-invalid=true]")).waitFor();
  const note = await field.getAttribute("aria-describedby");
  const text = await page.locator(`[id="${note}"]`).textContent();
  expect(text, label).to.equal(error);
}

const newUser = () => ({ ...newProfile(), name: `Ada ${unique()}` });
const asGuest = { as: "guest" } as const;

describeInBrowser("accounts in the browser", (open) => {
  it("are made by a sign-up, and announced to the staff", async () => {
    const { name, email } = newUser();
    const page = await open("/", asGuest);
    await page.getByRole("link", { name: "Sign up" }).click();
    await heading(page, "Sign up");

    await fill(page, { Name: name, "E-mail": email, Password: password });
    await page.keyboard.press("Enter");

    await page.getByRole("status").getByText(`Welcome, ${name}!`).waitFor();
    await named(page, name);
    expect(new URL(page.url()).pathname).to.equal("/");
    await page.getByRole("link", { name: "Cart 0 items" }).waitFor();
    await page.route("**/user/*", (route) => route.fulfill(unavailable), {
      times: 1,
    });
    await page.reload();
    await named(page, name);

    await logOut(page);
    await logInAt(page, "/admin/messages", "admin", "oven-mitts");
    await heading(page, "Administration: Messages");
    const message = page.getByRole("listitem").filter({ hasText: email });
    await message.getByText(`User ${email} created`, { exact: true }).waitFor();
  });

  it("log in with the e-mail address in another case", async () => {
    const { name, email } = newUser();
    await signUp({ name, email });
    const page = await open("/log-in?back=/profile", asGuest);

    await submitLogin(page, email, "rolling-pan");
    await page
      .getByRole("alert")
      .getByText("Wrong user name or password.")
      .waitFor();
    await submitLogin(page, ` ${email.toUpperCase()} `, password);

    await heading(page, "Your profile");
    await named(page, name);
    const field = page.getByLabel("E-mail", { exact: true });
    expect(await field.inputValue()).to.equal(email);
  });

  it("name each bad field of a login", async () => {
    const page = await open("/log-in", asGuest);

    await press(page, "Log in");

    const label = "E-mail or user name";
    await errorAt(page, label, `${label} is required`);
    await marked(page, "Password", "Password is required");
    await submitLogin(page, "ada crust", password);
    await errorAt(
      page,
      label,
      `${label} must be a user name or an e-mail address`,
    );
  });

  it("name each bad field of a sign-up, and keep what was typed", async () => {
    const page = await open("/sign-up", asGuest);

    await press(page, "Sign up");
    await errorAt(page, "Name", "Name is required");
    await marked(page, "E-mail", "E-mail is required");
    const tooShort = "Password must have at least 8 characters";
    await marked(page, "Password", tooShort);

    await fill(page, { Name: "Ada", "E-mail": "ada@store", Password: "pies" });
    await press(page, "Sign up");
    await errorAt(page, "E-mail", "E-mail must be an e-mail address");
    await marked(page, "Password", tooShort);
    const name = page.getByLabel("Name", { exact: true });
    expect(await name.getAttribute("aria-invalid")).to.equal("false");
    expect(await name.inputValue()).to.equal("Ada");
  });

  it("have an e-mail address of their own, in any form", async () => {
    const { name, email } = newUser();
    const first = `jürgen-${email}`;
    await signUp({ name, email: first });
    const page = await open("/sign-up", asGuest);

    for (const same of [first.toUpperCase(), first.normalize("NFD")]) {
      await fill(page, { Name: name, "E-mail": same, Password: password });
      await press(page, "Sign up");
      await errorAt(page, "E-mail", "E-mail belongs to another account");
      await fill(page, { "E-mail": "none" });
      await press(page, "Sign up");
      await errorAt(page, "E-mail", "E-mail must be an e-mail address");
    }
  });

  it("are sent as typed, with a domain that is not in ASCII", async () => {
    const email = `${unique()}@bücher.example`;
    const page = await open("/sign-up", asGuest);

    await fill(page, { Name: "Ada", "E-mail": email, Password: password });
    await press(page, "Sign up");

    await named(page, "Ada");
    await page.goto("/profile");
    const field = page.getByLabel("E-mail", { exact: true });
    await field.waitFor();
    expect(await field.inputValue()).to.equal(email);
  });

  it("change their name and e-mail address", async () => {
    const { name, email } = newUser();
    await signUp({ name, email });
    const page = await open("/profile", asGuest);
    await page.getByText("Please log in.").waitFor();
    await page.getByRole("main").getByRole("link", { name: "Log in" }).click();
    await submitLogin(page, email, password);
    await heading(page, "Your profile");

    await fill(page, { Name: "", "E-mail": "BOB@store.example" });
    await press(page, "Save");
    await errorAt(page, "Name", "Name is required");
    await fill(page, { Name: `${name} Pie` });
    await press(page, "Save");
    await errorAt(page, "E-mail", "E-mail belongs to another account");
    await fill(page, { "E-mail": `new-${email}` });
    await press(page, "Save");

    await page.getByText("Your profile is saved.").waitFor();
    await named(page, `${name} Pie`);
    await logOut(page);
    await logInAt(page, "/profile", `new-${email}`, password);
    await named(page, `${name} Pie`);
  });

  it("are not overwritten by another tab", async () => {
    const { name, email } = newUser();
    await signUp({ name, email });
    const page = await open("/log-in?back=/profile", asGuest);
    await submitLogin(page, email, password);
    const save = async (tab: Page, typed: string) => {
      await fill(tab, { Name: typed });
      await press(tab, "Save");
    };
    const nameIn = (tab: Page) =>
      tab.getByLabel("Name", { exact: true }).inputValue();
    await heading(page, "Your profile");
    const other = await page.context().newPage();
    await other.goto("/profile");
    await other.getByLabel("Name", { exact: true }).waitFor();

    await save(page, `${name} first`);
    await page.getByText("Your profile is saved.").waitFor();
    await save(other, `${name} second`);

    const alert = other.getByRole("alert");
    await alert.getByText("Your profile was changed elsewhere").waitFor();
    expect(await nameIn(other)).to.equal(`${name} first`);
    await named(other, `${name} first`);
    await save(other, `${name} third`);
    await other.getByText("Your profile is saved.").waitFor();
    await alert.waitFor({ state: "detached" });
    await save(other, `${name} fourth`);
    await named(other, `${name} fourth`);
    await save(page, `${name} fifth`);
    await page.getByText("Your profile was changed elsewhere").waitFor();
    expect(await nameIn(page)).to.equal(`${name} fourth`);
  });

  it("change their password with the current one", async () => {
    const { name, email } = newUser();
    await signUp({ name, email });
    const page = await open("/log-in?back=/profile", asGuest);
    await submitLogin(page, email, password);
    await heading(page, "Your profile");

    const current = "Current password";
    await press(page, "Change the password");
    await errorAt(page, current, `${current} is required`);
    await fill(page, { [current]: "wrong", "New password": "short" });
    await press(page, "Change the password");
    await errorAt(
      page,
      "New password",
      "New password must have at least 8 characters",
    );
    await fill(page, { "New password": "pie-crust" });
    await press(page, "Change the password");
    await errorAt(page, current, `${current} is wrong`);
    await fill(page, { [current]: password });
    await press(page, "Change the password");

    await page.getByText("Your password is changed.").waitFor();
    expect(await page.getByLabel(current).inputValue()).to.equal("");
    await logOut(page);
    await logInAt(page, "/", email, password);
    await page.getByRole("alert").getByText("Wrong user name").waitFor();
    await submitLogin(page, email, "pie-crust");
    await named(page, name);
  });

  it("are listed for the staff, all of them", async () => {
    const { name, email } = newUser();
    const { id } = await signUp({ name, email });
    const page = await open("/admin", { as: "admin" });
    await page.getByRole("link", { name: "Users" }).click();
    await heading(page, "Administration: Users");

    const user = page.getByRole("listitem").filter({ hasText: email });
    const more = page.getByRole("button", { name: "More users" });
    const shown = page.getByRole("status").getByText(/^\d+ users shown$/);
    await shown.waitFor();
    while (!(await user.isVisible()) && (await more.isVisible())) {
      const before = await shown.textContent();
      await more.click();
      await shown.filter({ hasNotText: before ?? "" }).waitFor();
    }
    expect(await user.innerText()).to.equal(`${name}\n${email}\n${id}`);
  });

  it("are hidden from customers, and so are the messages", async () => {
    const user = newUser();
    await signUp(user);
    const page = await open("/log-in?back=/admin/users", asGuest);
    const calls: string[] = [];
    page.on("request", (call) => calls.push(new URL(call.url()).pathname));
    await submitLogin(page, user.email, password);
    await named(page, user.name);

    for (const path of ["/admin/users", "/admin/messages"]) {
      await page.goto(path);
      await page
        .getByText(`see users and messages. You are logged in as ${user.name}.`)
        .waitFor();
      expect(await page.getByRole("listitem").count(), path).to.equal(0);
    }
    expect(calls).to.not.include("/users").and.not.include("/messages");
  });

  it("say that signing up is not possible, and keep what was typed", async () => {
    const { name, email } = newUser();
    const page = await open("/sign-up", asGuest);
    await page.route("**/user", (route) => route.fulfill(unavailable));

    await fill(page, { Name: name, "E-mail": email, Password: password });
    await press(page, "Sign up");
    await page
      .getByRole("alert")
      .getByText("Signing up is not possible right now.")
      .waitFor();
    await page.unroute("**/user");
    await page.route("**/login", (route) => route.fulfill(unavailable));
    await press(page, "Sign up");

    await page
      .getByRole("status")
      .getByText("You have an account now. Please log in.")
      .waitFor();
    await heading(page, "Log in");
    await page.unroute("**/login");
    await submitLogin(page, email, password);
    await named(page, name);
  });

  it("tell password managers what each field is", async () => {
    const page = await open("/sign-up", asGuest);
    const hints = () =>
      page
        .getByRole("main")
        .locator("input")
        .evaluateAll((fields) =>
          fields.map((it) => it.getAttribute("autocomplete")),
        );

    expect(await hints()).to.deep.equal(["name", "username", "new-password"]);
    await page.goto("/log-in");
    await heading(page, "Log in");
    expect(await hints()).to.deep.equal(["username", "current-password"]);
    await submitLogin(page, "alice", "wonderland");
    await named(page, "Alice");
    await page.goto("/profile");
    await page.getByLabel("Current password").waitFor();
    expect(await hints()).to.deep.equal([
      ...["name", "email"],
      ...["username", "current-password", "new-password"],
    ]);
  });
});

describeInBrowser("messages in the browser", (open) => {
  async function post(message: string) {
    const json = { channel: "#user", message };
    const { status } = await call(runningStage().url("slack-api"), "POST", {
      json,
    });
    expect(status).to.equal(200);
  }

  it("appear while the page is open, also after an outage", async () => {
    const [first, second] = [unique(), unique()];
    await post(first);
    const as = "admin";
    const page = await open("/admin/messages", { as, hasClock: true });
    await page.getByText(first).waitFor();

    await page.route("**/messages?*", (route) => route.fulfill(unavailable));
    const notice = page.getByText("Messages are not available right now.");
    await askAgainUntil(notice);
    await page.getByText(first).waitFor();
    await post(second);
    await page.unroute("**/messages?*");

    await askAgainUntil(page.getByText(second));
    await page.getByRole("alert").waitFor({ state: "detached" });
  });

  it("have the newest first, and pages", async () => {
    const word = unique();
    for (let index = 1; index <= 21; index++) await post(`${word} ${index}`);
    const page = await open("/admin/messages", { as: "admin" });
    const items = page.getByRole("listitem");
    const first = page.getByText(`${word} 1`, { exact: true });
    const last = page.getByText(`${word} 21`, { exact: true });

    await items.nth(19).waitFor();
    expect(await items.count()).to.equal(20);
    // Messages about new users may come meanwhile.
    const own = items.filter({ hasText: word });
    expect(await own.first().innerText()).to.include(`${word} 21\n`);
    await page.getByRole("link", { name: "Earlier messages" }).click();
    await first.waitFor();
    await last.waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Newer messages" }).click();
    await last.waitFor();
    await first.waitFor({ state: "detached" });
  });
});
