import type { Kind } from "../../demo01/client/store-client.ts";
import { unique } from "./samples.ts";
import { store } from "./store.ts";

type Fields = {
  title: string;
  year: number;
  priceCents: number;
  [field: string]: unknown;
};
export type Item = Fields & { number: string };
type Query = { q?: string; limit?: number; after?: string };

/** The functions that the clients of all three catalogues have. */
export type Catalog = {
  search(query?: Query): Promise<{ items: Item[]; next: string | null }>;
  list(numbers: string[]): Promise<{ items: Item[]; next: string | null }>;
  get(number: string): Promise<Item>;
  read(number: string): Promise<{ value: Item; etag: string }>;
  create(fields: Fields): Promise<Item>;
  replace(number: string, fields: Fields, etag?: string): Promise<Item>;
  delete(number: string): Promise<void>;
};

export type KindOfItem = {
  kind: Kind;
  path: string;
  catalog: Catalog;
  standard: string;
  /** The form of this shop's numbers of the kind. */
  number: RegExp;
  /** The field that names the author, artist or director. */
  person: string;
  /** The fields besides title, year and price. */
  required: Record<string, string | number>;
  optional: Record<string, string | number>;
  /** The least number of items in the opening catalogue. */
  opening: number;
};

const description = "Not in any other shop.";

export const book: KindOfItem = {
  kind: "book",
  path: "/books",
  catalog: store.books as unknown as Catalog,
  standard: "ISBN-13",
  number: /^97[89]\d{10}$/,
  person: "author",
  required: { author: "Ann Author" },
  optional: { publisher: "Small Press", pages: 321, description },
  opening: 40,
};

export const cd: KindOfItem = {
  kind: "cd",
  path: "/cds",
  catalog: store.cds as unknown as Catalog,
  standard: "UPC-A",
  number: /^\d{12}$/,
  person: "artist",
  required: { artist: "Art Artist", genre: "Jazz", tracks: 12 },
  optional: { label: "Small Label", description },
  opening: 30,
};

export const dvd: KindOfItem = {
  kind: "dvd",
  path: "/dvds",
  catalog: store.dvds as unknown as Catalog,
  standard: "EAN-13",
  number: /^(?!97[89])\d{13}$/,
  person: "director",
  required: { director: "Di Director", minutes: 99 },
  optional: { genre: "Drama", studio: "Small Studio", description },
  opening: 30,
};

export const kinds = [book, cd, dvd];

/** A valid item with a title of its own. */
export function sample({ required }: KindOfItem, given = {}): Fields {
  const title = `Sample ${unique()}`;
  return { title, year: 2001, priceCents: 1250, ...required, ...given };
}

/** Puts a new item on sale. */
export function sell(kind: KindOfItem, given = {}): Promise<Item> {
  return kind.catalog.create(sample(kind, { stock: 100, ...given }));
}
