import * as z from "zod";
import { type ItemKind, itemFields } from "#commons/catalog/item.ts";
import { text } from "#commons/validate.ts";

const fields = z.strictObject({
  title: itemFields.title,
  author: text(),
  publisher: text().optional(),
  year: itemFields.year,
  pages: z.int().min(1).max(100_000).optional(),
  description: itemFields.description,
  priceCents: itemFields.priceCents,
});

export type BookFields = z.infer<typeof fields>;

/** Books are found by their title and their author. */
export const book: ItemKind<BookFields> = {
  kind: "book",
  plural: "books",
  fields,
  searchedFields: ["title", "author"],
  example: {
    number: "9798000000014",
    title: "A Brief History of Time",
    author: "Stephen Hawking",
    publisher: "Bantam Books",
    year: 1988,
    priceCents: 1499,
  },
};
