// @from-99 @long

import { expect } from "chai";
import { after, before, it } from "mocha";
import { describeInBrowser } from "../browser.ts";
import { restartWith } from "../hooks.ts";
import { book } from "../kinds.ts";
import { unique } from "../samples.ts";
import { type Replica, replicaName, startReplica } from "./replica.ts";
import { asUsual, forTest, untilSynced } from "./sync.ts";

const baseURL = "http://localhost:8124";

describeInBrowser("the page of sync-api", (open) => {
  let replica: Replica;

  before(async function () {
    this.timeout(120_000);
    replica = await startReplica();
    await restartWith("sync-api/1", {
      ...forTest,
      SYNC_EVERY_SECONDS: "600",
    });
    await untilSynced();
  });
  after(async function () {
    this.timeout(120_000);
    await restartWith("sync-api/1", asUsual);
    await replica.close();
  });

  it("shows replicas, errors and runs, and starts one for staff", async () => {
    const page = await open("/", { as: "guest", baseURL });
    await page.getByRole("columnheader", { name: replicaName }).waitFor();
    const isUpToDate = page
      .getByRole("row", { name: /^books / })
      .filter({ hasText: "up to date" });
    await isUpToDate.getByText(/^\d+ records$/).waitFor();
    const { number } = await book.catalog.create({
      ...{ ...book.required, title: unique(), year: 2026, priceCents: 100 },
    });
    await page.getByLabel("user name").fill("admin");
    await page.getByLabel("password").fill("oven-mitts");
    await page.getByRole("button", { name: "Log in" }).click();

    await page.getByRole("button", { name: "Run now" }).click();

    const newest = page.getByRole("list", { name: "Newest runs" });
    await newest.getByText(`${replicaName}, books: 1 put, 0 deleted`).waitFor();
    await book.catalog.delete(number);
    replica.isUp = false;
    await page.getByRole("button", { name: "Run now" }).click();
    await page
      .getByRole("row", { name: /^books / })
      .filter({ hasText: "failing" })
      .waitFor();
    await page.getByText(`Changes wait: ${replicaName}.`).waitFor();
    const all = "atom, books, cds, dvds, posts, reddit";
    await page.getByText(`${replicaName}: ${all}`).waitFor();
  }).timeout(90_000);

  it("fits a narrow window, with long errors", async () => {
    const page = await open("/", { as: "guest", baseURL });
    await page.setViewportSize({ width: 390, height: 800 });
    await page.getByRole("list", { name: "Newest runs" }).waitFor();

    const width = await page.evaluate(
      () => document.documentElement.scrollWidth,
    );
    expect(width).to.equal(390);
  }).timeout(90_000);
});
