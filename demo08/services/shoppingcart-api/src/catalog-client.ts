import type { HttpClient } from "#commons/http.ts";
import type { Kind } from "./cart.ts";

type Item = { title: string; priceCents: number };

export type CatalogClient = ReturnType<typeof createCatalogClient>;

/** Calls book-api, cd-api and dvd-api. */
export function createCatalogClient(catalogs: Record<Kind, HttpClient>) {
  return {
    /** Throws NotFound for an item that is not sold. */
    async get(kind: Kind, number: string): Promise<Item> {
      const path = `/${kind}s/${number}`;
      const { title, priceCents } = await catalogs[kind]<Item>("GET", path);
      return { title, priceCents };
    },
  };
}
