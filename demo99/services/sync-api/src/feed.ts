import { type ReplicaRecord, replicaRecord } from "#commons/replica/record.ts";
import { clip } from "./source.ts";

export type FeedName = "reddit" | "atom";

/** What a feed says of an entry, in plain text. */
type Entry = {
  id: string;
  title: string;
  text: string;
  by: string[];
  url: string | undefined;
  /** Any form of a time that `Date` reads. */
  at: string | number | undefined;
};

const mostEntries = 500;

/** Direction marks would reach beyond the text; NUL cannot be stored. */
const harmful = /[\0\p{Cs}\u202A-\u202E\u2066-\u2069]/gu;

/** The entries that can be stored, each id once, as records. */
export function toRecords(source: FeedName, entries: Entry[]): ReplicaRecord[] {
  const records = new Map<string, ReplicaRecord>();
  for (const entry of entries) {
    const { data } = replicaRecord.safeParse(toRecord(source, entry));
    if (data && !records.has(data.id)) records.set(data.id, data);
  }
  return [...records.values()].slice(0, mostEntries);
}

function toRecord(source: FeedName, entry: Entry) {
  const { id, title, text, by, at } = entry;
  const url = webUrl(entry.url);
  const time = at === undefined ? undefined : new Date(at);
  return {
    source,
    id: clean(id, 500),
    title: clean(title, 1_000),
    text: clean(text, 10_000),
    by: by
      .map((name) => clean(name, 200))
      .filter(Boolean)
      .slice(0, 20),
    ...(url && { url }),
    ...(time?.getTime() && { at: time.toISOString() }),
  };
}

const clean = (text: string, length: number) =>
  clip(text.replace(harmful, "").trim(), length).trim();

/** Undefined for a link that a page must not have, such as `javascript:`. */
function webUrl(url: string | undefined): string | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, href } = new URL(url);
  return /^https?:$/.test(protocol) && href.length <= 2_000 ? href : undefined;
}
