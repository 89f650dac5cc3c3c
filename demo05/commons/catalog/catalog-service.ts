import { pageOf } from "#commons/cursor.ts";
import { NotFound, Outdated } from "#commons/errors.ts";
import type { CatalogRepository } from "./catalog-repository.ts";
import { sortKeyOf } from "./fold.ts";
import type { InventoryClient } from "./inventory-client.ts";
import type { Item, ItemFields, ItemKind } from "./item.ts";
import type { NumberClient } from "./number-client.ts";
import type { Search } from "./search.ts";

type Dependencies<Fields extends ItemFields> = {
  kind: ItemKind<Fields>;
  items: Pick<
    CatalogRepository<Fields>,
    "find" | "list" | "search" | "insert" | "replace" | "delete"
  >;
  numbers: NumberClient;
  inventory: InventoryClient;
};

export type CatalogService<Fields extends ItemFields> = ReturnType<
  typeof createCatalogService<Fields>
>;

/** What staff and customers do with the items of one kind. */
export function createCatalogService<Fields extends ItemFields>({
  kind: { kind },
  items,
  numbers,
  inventory,
}: Dependencies<Fields>) {
  async function get(number: string) {
    const stored = await items.find(number);
    if (!stored) throw notSold(number);
    return stored;
  }

  const notSold = (number: string) =>
    new NotFound(`There is no ${kind} with the number ${number}.`);

  return {
    get,

    /** The items with these numbers; unknown numbers are left out. */
    async list(numbers: string[]) {
      return { items: await items.list(numbers), next: null };
    },

    async search({ limit, ...wanted }: Search) {
      const found = await items.search({ ...wanted, limit: limit + 1 });
      return pageOf(found, limit, ({ title, number }) => ({
        sortKey: sortKeyOf(title),
        number,
      }));
    },

    /** Gets a number, creates the stock line, and only then the item. */
    async create(fields: Fields, stock: number) {
      const item = { number: await numbers.next(kind), ...fields };
      try {
        await inventory.open(item.number, stock);
        await items.insert(item);
      } catch (error) {
        await inventory.close(item.number).catch(() => {});
        throw error;
      }
      return item;
    },

    /** Throws Outdated if the item is in none of the `revisions`. */
    async replace(number: string, fields: Fields, revisions?: string[]) {
      const item: Item & Fields = { number, ...fields };
      const expected = revisions?.includes("*") ? undefined : revisions;
      const revision = await items.replace(item, expected);
      if (revision) return { item, revision };
      await get(number);
      throw new Outdated("The item has changed since it was read.");
    },

    /** Deletes the stock line first: a deletion that fails can be repeated. */
    async delete(number: string) {
      await get(number);
      await inventory.close(number);
      await items.delete(number);
    },
  };
}
