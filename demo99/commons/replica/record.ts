import * as z from "zod";
import { anyText, itemNumber, text } from "#commons/validate.ts";

export const sources = [
  "books",
  "cds",
  "dvds",
  "posts",
  "reddit",
  "atom",
] as const;

export type Source = (typeof sources)[number];

const isWebUrl = (url: string) => /^https?:$/.test(new URL(url).protocol);

/**
 * What a replica has of an item, of a post, or of an entry of a feed. The id
 * of an item is its number; `number` is the item that a post is about. `by` has
 * the authors, `text` has what else can be found. `at` is an ISO 8601 time.
 */
export const replicaRecord = z.strictObject({
  source: z.enum(sources),
  id: text(500),
  title: text(1_000),
  text: anyText(10_000),
  by: z.array(text(1_000)).max(100),
  year: z.int().optional(),
  priceCents: z.int().optional(),
  number: itemNumber.optional(),
  url: z.url().max(2_000).refine(isWebUrl, "must be http or https").optional(),
  at: z.iso.datetime().optional(),
});

export type ReplicaRecord = z.infer<typeof replicaRecord>;

export const sourcePath = z.object({ source: z.enum(sources) });

const mostRecords = 1_000;

/** Changes of one source: records that are new or different, and ids. */
export const replicaChanges = z
  .strictObject({
    put: z.array(replicaRecord).default([]),
    delete: z.array(replicaRecord.shape.id).default([]),
    /** A record keeps the change with the highest version. */
    version: z.int().min(0).default(Date.now),
  })
  .refine(
    (changes) => changes.put.length + changes.delete.length <= mostRecords,
    { path: ["put"], message: "must have at most 1,000 records with delete" },
  );

export type ReplicaChanges = z.infer<typeof replicaChanges>;
