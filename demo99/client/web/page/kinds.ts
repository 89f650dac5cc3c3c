import type { Kind } from "../../store-client.ts";

export type Field = {
  name: string;
  label: string;
  type: "text" | "number" | "price" | "long text";
  isOptional?: true;
};

type KindInfo = {
  one: string;
  many: string;
  /** The field that names the people behind an item. */
  people: string;
  fields: Field[];
};

const title: Field = { name: "title", label: "Title", type: "text" };
const year: Field = { name: "year", label: "Year", type: "number" };
const price: Field = { name: "priceCents", label: "Price (€)", type: "price" };
const description = optional("description", "Description", "long text");

/** The kinds of items, in the order in which the shop shows them. */
export const kinds: Record<Kind, KindInfo> = {
  book: {
    one: "Book",
    many: "Books",
    people: "author",
    fields: [
      title,
      { name: "author", label: "Author", type: "text" },
      year,
      optional("publisher", "Publisher", "text"),
      optional("pages", "Pages", "number"),
      description,
      price,
    ],
  },
  cd: {
    one: "CD",
    many: "CDs",
    people: "artist",
    fields: [
      title,
      { name: "artist", label: "Artist", type: "text" },
      year,
      { name: "genre", label: "Genre", type: "text" },
      { name: "tracks", label: "Tracks", type: "number" },
      optional("label", "Label", "text"),
      description,
      price,
    ],
  },
  dvd: {
    one: "DVD",
    many: "DVDs",
    people: "director",
    fields: [
      title,
      { name: "director", label: "Director", type: "text" },
      year,
      { name: "minutes", label: "Minutes", type: "number" },
      optional("genre", "Genre", "text"),
      optional("studio", "Studio", "text"),
      description,
      price,
    ],
  },
};

export const allKinds = Object.keys(kinds) as Kind[];

/** The name of a kind within a sentence: books, but CDs. */
export function inText(name: string): string {
  return name.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase());
}

export function isKind(text: string | undefined): text is Kind {
  return allKinds.some((kind) => kind === text);
}

/** The kind of the item with this number, as the shop gives numbers. */
export function kindOf(number: string): Kind {
  if (number.length === 12) return "cd";
  return number.startsWith("9") ? "book" : "dvd";
}

function optional(name: string, label: string, type: Field["type"]): Field {
  return { name, label, type, isOptional: true };
}
