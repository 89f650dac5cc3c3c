import * as z from "zod";
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
  example: {
    number: "2900000000018",
    title: "2001: A Space Odyssey",
    director: "Stanley Kubrick",
    minutes: 149,
    year: 1968,
    genre: "Science fiction",
    studio: "Metro-Goldwyn-Mayer",
    priceCents: 1299,
  },
};
