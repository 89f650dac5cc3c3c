import type {
  BookFields,
  CdFields,
  DvdFields,
  ItemFields,
  Kind,
  Page,
  Post,
  Query,
  StoreClient,
  Tagged,
} from "../../store-client.ts";
import { type Field, kindOf, kinds } from "./kinds.ts";

export type AnyFields = BookFields | CdFields | DvdFields;

/** An item of any kind, as in the replies of a catalogue. */
export type Item = ItemFields & { number: string };

/** The operations that all three catalogues have. */
export type Catalog = {
  search(query: Query, signal?: AbortSignal): Promise<Page<Item>>;
  get(number: string): Promise<Item>;
  read(number: string): Promise<Tagged<Item>>;
  create(fields: AnyFields & { stock?: number }): Promise<Item>;
  replace(number: string, fields: AnyFields, etag?: string): Promise<Item>;
  delete(number: string): Promise<void>;
};

export function catalogOf(store: StoreClient, kind: Kind): Catalog {
  const catalogs = { book: store.books, cd: store.cds, dvd: store.dvds };
  return catalogs[kind];
}

/** The item's own page. */
export function itemPath(kind: Kind, number: string): string {
  return `/items/${kind}/${number}`;
}

/** The review's place on the page of its item; undefined for other posts. */
export function reviewPath({
  id,
  number,
}: Pick<Post, "id" | "number">): string | undefined {
  return number && `${itemPath(kindOf(number), number)}#${anchorOf(id)}`;
}

/** The id of a review's element, and the end of the link to it. */
export const anchorOf = (reviewId: string) => `review-${reviewId}`;

/** One field of an item as text; empty where the item has none. */
export function fieldOf(item: Item, name: string): string {
  return String((item as Record<string, unknown>)[name] ?? "");
}

/** The author, artist or director. */
export function peopleOf(kind: Kind, item: Item): string {
  return fieldOf(item, kinds[kind].people);
}

const shownElsewhere = ["title", "description", "priceCents"];

/** The fields of an item that its card does not show. */
export function factsOf(kind: Kind, item: Item): [Field, string][] {
  return kinds[kind].fields
    .filter((field) => !shownElsewhere.includes(field.name))
    .map((field): [Field, string] => [field, fieldOf(item, field.name)])
    .filter(([, value]) => value !== "");
}
