import * as z from "zod";
import { text } from "#commons/validate.ts";

/** What books, CDs and DVDs have in common. */
export const itemFields = {
  title: text(),
  year: z.int().min(1).max(2100),
  description: text(5_000).optional(),
  priceCents: z.int().min(0).max(1_000_000),
};

/** How many copies there are of a new item. */
export const opening = z.object({
  stock: z.int().min(0).max(1_000_000).default(0),
});

export type ItemFields = z.infer<z.ZodObject<typeof itemFields>>;
export type Item = ItemFields & { number: string };

export type Kind = "book" | "cd" | "dvd";

/** A kind of item: its name, its fields, and the fields that are searched. */
export type ItemKind<Fields extends ItemFields> = {
  kind: Kind;
  plural: "books" | "cds" | "dvds";
  fields: z.ZodObject & z.ZodType<Fields>;
  searchedFields: (keyof Fields & string)[];
  /** An item of the opening catalogue, shown in the documentation. */
  example: Fields & Item;
};
