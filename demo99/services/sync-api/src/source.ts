import type { ReplicaRecord, Source } from "#commons/replica/record.ts";

/** `next` is the `after` of the next page, or null. */
export type Page = { records: ReplicaRecord[]; next: string | null };

/** Where master data comes from: a service of the store, or a feed. */
export type RecordSource = {
  name: Source;
  /** A page of all records, in an order that may change at any time. */
  page(after: string | null): Promise<Page>;
  /** Those of these ids that the source still has. */
  existing(ids: string[]): Promise<string[]>;
};

/** At most as many UTF-16 units, without half a character at the end. */
export function clip(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, "");
}
