import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import * as z from "zod";
import { openTestDatabase } from "../../test/test-database.ts";
import {
  type CatalogRepository,
  createCatalogRepository,
} from "../catalog-repository.ts";
import { type ItemFields, type ItemKind, itemFields } from "../item.ts";

const kind: ItemKind<ItemFields> = {
  kind: "book",
  plural: "books",
  fields: z.strictObject(itemFields),
  searchedFields: ["title", "description"],
  example: { number: "1", title: "Pie", year: 2001, priceCents: 1 },
};

const item = (number: string, title: string, description = "A pie.") => ({
  number,
  title,
  description,
  year: 1999,
  priceCents: 100,
});

describe("catalogue repository", () => {
  let testDatabase: ReturnType<typeof openTestDatabase>;
  let items: CatalogRepository<ItemFields>;

  beforeEach(() => {
    testDatabase = openTestDatabase();
    items = createCatalogRepository(testDatabase.database, kind);
  });
  afterEach(() => testDatabase.close());

  const titles = async (search: object) =>
    (await items.search({ q: "", limit: 20, ...search })).map(
      ({ title }) => title,
    );

  it("loads the opening catalogue once, however many prepare it", async () => {
    const opening = [item("1", "Apple"), item("2", "Cherry")];

    await Promise.all([items.prepare(opening), items.prepare(opening)]);
    await items.delete("1");
    await items.prepare(opening);

    expect(await titles({})).to.deep.equal(["Cherry"]);
  });

  it("finds every word in any searched field, whatever its case", async () => {
    await items.prepare([
      item("1", "Apple Pie", "With CREAM."),
      item("2", "Apple Juice"),
    ]);

    expect(await titles({ q: "apple cream" })).to.deep.equal(["Apple Pie"]);
    expect(await titles({ q: "APPLE" })).to.have.length(2);
    expect(await titles({ q: "plum" })).to.deep.equal([]);
  });

  it("takes what looks like a pattern literally", async () => {
    await items.prepare([item("1", "C++ (2nd)"), item("2", "Cxx 2nd")]);

    expect(await titles({ q: "c++ (2" })).to.deep.equal(["C++ (2nd)"]);
    expect(await titles({ q: ".*" })).to.deep.equal([]);
  });

  it("continues after a title and a number", async () => {
    await items.prepare([item("3", "B"), item("1", "A"), item("2", "A")]);

    const behind = await titles({ after: { sortKey: "a", number: "1" } });

    expect(behind).to.deep.equal(["A", "B"]);
  });

  it("finds text without regard to case and accents", async () => {
    await items.prepare([
      item("1", "Gödel, Escher, Bach"),
      item("2", "Amélie", "Łódź, Straße, Ærø"),
    ]);

    for (const q of ["godel", "GÖDEL", "Godel\u0308"]) {
      expect(await titles({ q }), q).to.deep.equal(["Gödel, Escher, Bach"]);
    }
    for (const q of ["amelie", "lodz", "STRASSE", "straße aero"]) {
      expect(await titles({ q }), q).to.deep.equal(["Amélie"]);
    }
  });

  it("sorts titles as readers expect, and pages through all", async () => {
    const sorted = ["Ágætis byrjun", "… And Justice", "apple", "Émile", "Zoo"];
    await items.prepare(sorted.map((title, i) => item(`${9 - i}`, title)));
    const after = { sortKey: "and justice", number: "8" };

    expect(await titles({})).to.deep.equal(sorted);
    expect(await titles({ after })).to.deep.equal(sorted.slice(2));
  });

  it("replaces only the revision that was read", async () => {
    await items.insert(item("1", "Apple"));
    const { revision = "" } = (await items.find("1")) ?? {};

    const next = await items.replace(item("1", "Pear"), [revision]);

    expect(next).to.be.a("string").and.not.equal(revision);
    const late = items.replace(item("1", "Plum"), [revision]);
    expect(await late).to.equal(undefined);
    expect((await items.find("1"))?.item.title).to.equal("Pear");
  });

  it("lists items by their numbers", async () => {
    await items.prepare([item("1", "B"), item("2", "A"), item("3", "C")]);

    const listed = await items.list(["1", "2", "9"]);

    expect(listed.map(({ title }) => title)).to.deep.equal(["A", "B"]);
  });

  it("replaces and deletes only what is there", async () => {
    await items.insert(item("1", "Apple"));

    expect(await items.replace(item("1", "Pear"))).to.be.a("string");
    expect(await items.replace(item("2", "Plum"))).to.equal(undefined);
    expect((await items.find("1"))?.item).to.deep.equal(item("1", "Pear"));
    expect(await items.delete("1")).to.equal(true);
    expect(await items.delete("1")).to.equal(false);
    expect(await items.find("1")).to.equal(undefined);
  });
});
