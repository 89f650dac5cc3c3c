import type { HttpClient } from "#commons/http.ts";
import type { Kind } from "./cart.ts";

/** What a cart shows of an item. */
export type Item = { title: string; priceCents: number };
type Found = { items: (Item & { number: string })[] };

export type CatalogClient = ReturnType<typeof createCatalogClient>;

const numbersInOneCall = 100;

/** Calls book-api, cd-api and dvd-api. */
export function createCatalogClient(catalogs: Record<Kind, HttpClient>) {
  async function ask(kind: Kind, numbers: string[]) {
    const path = `/${kind}s?numbers=${numbers.join(",")}`;
    const { items } = await catalogs[kind]<Found>("GET", path);
    return items.map(({ number, title, priceCents }): [string, Item] => {
      return [number, { title, priceCents }];
    });
  }

  return {
    /** The items by number; those that are not sold are missing. */
    async find(kind: Kind, numbers: string[]): Promise<[string, Item][]> {
      const calls: ReturnType<typeof ask>[] = [];
      for (let i = 0; i < numbers.length; i += numbersInOneCall) {
        calls.push(ask(kind, numbers.slice(i, i + numbersInOneCall)));
      }
      return (await Promise.all(calls)).flat();
    },
  };
}
