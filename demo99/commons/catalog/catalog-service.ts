import { withoutDeadline } from "#commons/deadline.ts";
import { NotFound } from "#commons/errors.ts";
import type { CatalogRepository } from "./catalog-repository.ts";
import type { InventoryClient } from "./inventory-client.ts";
import type { Item, ItemFields, ItemKind } from "./item.ts";
import type { NumberClient } from "./number-client.ts";
import { encodeCursor, type Search } from "./search.ts";

type Dependencies<Fields extends ItemFields> = {
  kind: ItemKind<Fields>;
  items: Pick<
    CatalogRepository<Fields>,
    "find" | "search" | "insert" | "replace" | "delete"
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
    const item = await items.find(number);
    if (!item) throw notSold(number);
    return item;
  }

  const notSold = (number: string) =>
    new NotFound(`There is no ${kind} with the number ${number}.`);

  return {
    get,

    /** A page of what was found, and the cursor of the next one or null. */
    async search(wanted: Search) {
      const found = await items.search({ ...wanted, limit: wanted.limit + 1 });
      const page = found.slice(0, wanted.limit);
      const last = found.length > page.length ? page.at(-1) : undefined;
      return { items: page, next: last ? encodeCursor(last) : null };
    },

    /** Numbers the item, opens its stock line, and only then sells it. */
    async create(fields: Fields, stock: number) {
      const item = { number: await numbers.next(kind), ...fields };
      try {
        await inventory.open(item.number, stock);
        await items.insert(item);
      } catch (error) {
        await withoutDeadline(() => inventory.close(item.number)).catch(
          () => {},
        );
        throw error;
      }
      return item;
    },

    async replace(number: string, fields: Fields) {
      const item: Item & Fields = { number, ...fields };
      if (!(await items.replace(item))) throw notSold(number);
      return item;
    },

    /** Its stock line goes first: what fails half way can be repeated. */
    async delete(number: string) {
      await get(number);
      await inventory.close(number);
      await items.delete(number);
    },
  };
}
