import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { courseDirectory, stages } from "../course.ts";

const people = { book: "author", cd: "artist", dvd: "director" } as const;

export type Kind = keyof typeof people;

export const kinds = Object.keys(people) as Kind[];

/** The field that names the author, artist or director. */
export const personFieldOf = (kind: Kind) => people[kind];

/** An item of an opening catalogue, without its number. */
export type OpeningItem = {
  kind: Kind;
  person: string;
  fields: { title: string; year: number; priceCents: number } & Fields;
};

export type Fields = Record<string, string | number>;

/** The items that the last stage opens with. */
export async function readOpening(): Promise<OpeningItem[]> {
  const catalogs = await Promise.all(kinds.map(readCatalog));
  return catalogs.flat();
}

async function readCatalog(kind: Kind): Promise<OpeningItem[]> {
  const folder = join(courseDirectory, stages.at(-1) as string, "services");
  const file = join(folder, `${kind}-api`, "src", "opening-catalog.json");
  const items: Fields[] = JSON.parse(await readFile(file, "utf8"));
  return items.map(({ number, ...fields }) => ({
    kind,
    person: String(fields[people[kind]]),
    fields: fields as OpeningItem["fields"],
  }));
}
