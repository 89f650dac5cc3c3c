import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import * as z from "zod";
import { NotFound, Outdated, Unavailable } from "#commons/errors.ts";
import { createCatalogService } from "../catalog-service.ts";
import { type Item, type ItemFields, itemFields } from "../item.ts";

const pie: ItemFields = { title: "Pie", year: 1999, priceCents: 100 };

describe("catalogue service", () => {
  let stock: Map<string, number>;
  let shelf: Map<string, Item>;

  beforeEach(() => {
    stock = new Map();
    shelf = new Map();
  });

  const inventory = {
    open: async (number: string, onHand: number) => {
      stock.set(number, onHand);
    },
    close: async (number: string) => {
      stock.delete(number);
    },
  };

  const items = {
    find: async (number: string) => {
      const item = shelf.get(number);
      return item && { item, revision: "1" };
    },
    list: async (numbers: string[]) =>
      numbers.flatMap((number) => shelf.get(number) ?? []),
    search: async ({ limit }: { limit: number }) =>
      [...shelf.values()].slice(0, limit),
    insert: async (item: Item) => {
      shelf.set(item.number, item);
    },
    replace: async ({ number }: Item, revisions = ["1"]) =>
      shelf.has(number) && revisions.includes("1") ? "2" : undefined,
    delete: async (number: string) => shelf.delete(number),
  };

  const create = (overrides: object = {}) =>
    createCatalogService<ItemFields>({
      kind: {
        kind: "book",
        plural: "books",
        fields: z.strictObject(itemFields),
        searchedFields: ["title"],
        example: { number: "1", title: "Pie", year: 2001, priceCents: 1 },
      },
      numbers: { next: async () => `${shelf.size + 1}` },
      inventory,
      items,
      ...overrides,
    });

  const fail = async () => {
    throw new Unavailable("gone");
  };

  async function failure(promise: Promise<unknown>) {
    return promise.then(() => undefined).catch((error) => error);
  }

  it("gives a new item a number and a stock line", async () => {
    const created = await create().create(pie, 7);

    expect(created).to.deep.equal({ number: "1", ...pie });
    expect(shelf.get("1")).to.deep.equal(created);
    expect(stock.get("1")).to.equal(7);
  });

  for (const [what, overrides] of Object.entries({
    "no number comes": { numbers: { next: fail } },
    "no stock line opens": { inventory: { ...inventory, open: fail } },
    "it cannot be stored": { items: { ...items, insert: fail } },
  })) {
    it(`leaves nothing behind when ${what}`, async () => {
      const catalog = create(overrides);

      expect(await failure(catalog.create(pie, 7))).to.be.instanceOf(
        Unavailable,
      );
      expect(shelf.size).to.equal(0);
      expect(stock.size).to.equal(0);
    });
  }

  it("gives the cursor of the next page, and null on the last", async () => {
    const catalog = create();
    await catalog.create(pie, 0);
    await catalog.create(pie, 0);

    expect((await catalog.search({ q: "", limit: 1 })).next).to.be.a("string");
    expect((await catalog.search({ q: "", limit: 2 })).next).to.equal(null);
  });

  it("deletes an item with its stock line, or not at all", async () => {
    const { number } = await create().create(pie, 7);
    const withoutInventory = create({ inventory: { close: fail } });

    await failure(withoutInventory.delete(number));
    expect(shelf.has(number)).to.equal(true);

    await create().delete(number);
    expect(shelf.has(number)).to.equal(false);
    expect(stock.has(number)).to.equal(false);
  });

  it("replaces only the revision that was read", async () => {
    const catalog = create();
    const { number } = await catalog.create(pie, 0);

    expect(await failure(catalog.replace(number, pie, ["0"]))).to.be.instanceOf(
      Outdated,
    );
    for (const revisions of [["0", "1"], ["*"], undefined]) {
      const { revision } = await catalog.replace(number, pie, revisions);
      expect(revision).to.equal("2");
    }
  });

  it("throws NotFound for a number that is not sold", async () => {
    const catalog = create();

    expect(await failure(catalog.get("9"))).to.be.instanceOf(NotFound);
    expect(await failure(catalog.replace("9", pie))).to.be.instanceOf(NotFound);
    expect(await failure(catalog.delete("9"))).to.be.instanceOf(NotFound);
  });
});
