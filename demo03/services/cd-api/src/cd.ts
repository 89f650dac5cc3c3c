import * as z from "zod";
import { type ItemKind, itemFields } from "#commons/catalog/item.ts";
import { text } from "#commons/validate.ts";

const fields = z.strictObject({
  title: itemFields.title,
  artist: text(),
  genre: text(),
  tracks: z.int().min(1).max(1_000),
  year: itemFields.year,
  label: text().optional(),
  description: itemFields.description,
  priceCents: itemFields.priceCents,
});

export type CdFields = z.infer<typeof fields>;

/** CDs are found by their title and their artist. */
export const cd: ItemKind<CdFields> = {
  kind: "cd",
  plural: "cds",
  fields,
  searchedFields: ["title", "artist"],
  example: {
    number: "200000000011",
    title: "21",
    artist: "Adele",
    genre: "Pop",
    tracks: 11,
    year: 2011,
    label: "XL Recordings",
    priceCents: 999,
  },
};
