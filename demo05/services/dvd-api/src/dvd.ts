import { z } from "zod";
import { type ItemKind, itemFields } from "#commons/catalog/item.ts";
import { text } from "#commons/validate.ts";

const fields = z.strictObject({
  title: itemFields.title,
  director: text(),
  minutes: z.int().min(1).max(10_000),
  year: itemFields.year,
  genre: text().optional(),
  studio: text().optional(),
  description: itemFields.description,
  priceCents: itemFields.priceCents,
});

export type DvdFields = z.infer<typeof fields>;

/** DVDs are found by their title and their director. */
export const dvd: ItemKind<DvdFields> = {
  kind: "dvd",
  plural: "dvds",
  fields,
  searchedFields: ["title", "director"],
};
