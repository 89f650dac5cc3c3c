import type { HttpClient } from "#commons/http.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { RecordSource } from "./source.ts";

type Item = {
  number: string;
  title: string;
  year: number;
  priceCents: number;
  description?: string;
  genre?: string;
  author?: string;
  artist?: string;
  director?: string;
};

type Items = { items: Item[]; next: string | null };

/** Reads a catalogue: book-api, cd-api or dvd-api. */
export function createCatalogSource(
  name: "books" | "cds" | "dvds",
  catalog: HttpClient,
): RecordSource {
  return {
    name,

    async page(after) {
      const query = `limit=100${after ? `&after=${after}` : ""}`;
      const { items, next } = await catalog<Items>("GET", `/${name}?${query}`);
      return { records: items.map((item) => toRecord(name, item)), next };
    },

    async existing(ids) {
      const query = `numbers=${ids.join(",")}`;
      const { items } = await catalog<Items>("GET", `/${name}?${query}`);
      return items.map(({ number }) => number);
    },
  };
}

function toRecord(source: "books" | "cds" | "dvds", item: Item): ReplicaRecord {
  const { number, title, year, priceCents, description, genre } = item;
  const by = item.author ?? item.artist ?? item.director ?? "";
  return {
    source,
    id: number,
    title,
    text: [description, genre].filter(Boolean).join("\n"),
    by: by.split(", ").filter(Boolean),
    year,
    priceCents,
  };
}
