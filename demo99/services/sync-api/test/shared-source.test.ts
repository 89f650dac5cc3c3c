import { expect } from "chai";
import { describe, it } from "mocha";
import { sharedSource } from "../src/shared-source.ts";
import { fakeSource } from "./start-sync.ts";

describe("a source for all replicas of a run", () => {
  it("is read once, by the first of them", async () => {
    const books = fakeSource("books", { 1: "A", 2: "B" });
    const source = sharedSource(books.asSource);

    const pages = await Promise.all([source.page(null), source.page(null)]);
    await source.existing(["1", "3"]);
    const existing = await source.existing(["1", "3"]);
    await source.existing(["1"]);

    expect(pages[1]?.records.map(({ id }) => id)).to.deep.equal(["1", "2"]);
    expect(existing).to.deep.equal(["1"]);
    expect(books.reads.pages).to.deep.equal([null]);
    expect(books.reads.existing).to.deep.equal([["1", "3"], ["1"]]);
  });

  it("has the newest four pages only", async () => {
    const books = fakeSource("books");
    const { page } = sharedSource(books.asSource);
    const all = [null, "1", "2", "3", "4"];
    for (const after of all) await page(after);

    for (const after of ["4", "3", "2", "1"]) await page(after);
    expect(books.reads.pages).to.deep.equal(all);
    await page(null);

    expect(books.reads.pages).to.deep.equal([...all, null]);
  });
});
