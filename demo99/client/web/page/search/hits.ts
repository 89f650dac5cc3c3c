import type { Hit, Kind } from "../../../store-client.ts";
import { reviewPath } from "../items.ts";
import { inText, kinds } from "../kinds.ts";

/** What the shelves of the page show; undefined while one is loading. */
export type Shelves = Record<Kind, string[] | undefined>;

export const unknownShelves: Shelves = {
  book: undefined,
  cd: undefined,
  dvd: undefined,
};

/** Whether a shelf has no items; one that is loading may have some. */
export const isEmpty = (numbers: string[] | undefined) => numbers?.length === 0;

const kindsBySource: Partial<Record<string, Kind>> = {
  books: "book",
  cds: "cd",
  dvds: "dvd",
};

const names: Partial<Record<string, string>> = {
  catalogues: "books, CDs and DVDs",
  posts: "reviews",
  feeds: "discussions on other sites",
};

/**
 * The hits that no shelf shows. While a shelf is loading, the items of its kind
 * are left out, since they may be on it soon.
 */
export function besides(shelves: Shelves, hits: Hit[]): Hit[] {
  return hits.filter(({ source, id }) => {
    const kind = kindsBySource[source];
    if (!kind) return true;
    const shown = shelves[kind];
    return shown !== undefined && !shown.includes(id);
  });
}

/** What a hit is, for customers. */
export function sourceText({ source }: Hit): string {
  const kind = kindsBySource[source];
  if (kind) return kinds[kind].one;
  return source === "posts" ? "Review" : "Discussion";
}

/** The place of a hit in this shop: an item opens over the search. */
export function placeOf(hit: Hit, query: URLSearchParams): string | undefined {
  const kind = kindsBySource[hit.source];
  if (!kind) return hit.source === "posts" ? reviewPath(hit) : undefined;
  const opened = new URLSearchParams(query);
  opened.set("item", `${kind}-${hit.id}`);
  return `/?${opened}`;
}

/** The site of a hit that is elsewhere; only web pages can be opened. */
export function siteOf({ url = "" }: Pick<Hit, "url">): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { protocol, host } = new URL(url);
  return /^https?:$/.test(protocol) ? host : undefined;
}

/** The names of late sources, as the first words of a sentence. */
export function lateText(late: string[]): string {
  const list = new Intl.ListFormat("en-GB").format(
    late.map((name) => names[name] ?? inText(name)),
  );
  return list.charAt(0).toUpperCase() + list.slice(1);
}
