import {
  numberAt,
  standardOf,
} from "../../demo99/services/numbergenerator-api/src/number.ts";
import {
  type Fields,
  type Kind,
  type OpeningItem,
  personFieldOf,
} from "./opening.ts";
import { createRandom, type Random } from "./random.ts";
import { renewWord, splicePeople, spliceTexts } from "./splice.ts";

export type MadeItem = { kind: Kind; number: string } & Fields & {
    title: string;
    year: number;
    priceCents: number;
    description: string;
  };

/** The store opens with smaller numbers, and issues numbers from 1,000 on. */
const lastNumber = 99_999;

/** Real titles have words that no other title has. */
const titlesPerNewWord = 3;

/** `count` items, each made of two of the opening ones. */
export function* makeItems(opening: OpeningItem[], count: number, seed = 1) {
  const random = createRandom(seed);
  const last = { book: lastNumber, cd: lastNumber, dvd: lastNumber };
  for (let made = 0; made < count; made++) {
    const base = random.oneOf(opening);
    const n = ++last[base.kind];
    const number = numberAt(n, standardOf(base.kind));
    yield makeItem(base, random.oneOf(opening), number, random);
  }
}

function makeItem(
  { kind, person, fields }: OpeningItem,
  other: OpeningItem,
  number: string,
  random: Random,
): MadeItem {
  return {
    kind,
    number,
    ...fields,
    title: makeTitle(fields.title, other.fields.title, random),
    [personFieldOf(kind)]: splicePeople(person, other.person),
    year: Math.min(fields.year + random.below(10), 2026),
    description: spliceTexts(
      String(fields.description),
      String(other.fields.description),
      random,
    ),
    priceCents: fields.priceCents + 100 * random.below(10),
  };
}

function makeTitle(one: string, other: string, random: Random): string {
  const title = spliceTexts(one, other, random);
  const isNew = random.isOnceIn(titlesPerNewWord);
  return isNew ? renewWord(title, other, random) : title;
}
