import type { Random } from "./random.ts";

/** "Abbey" and "Beloved" become "Abbved": new words that can be read. */
export function spliceWord(one: string, other: string): string {
  const first = [...one];
  const last = [...other];
  const begin = first.slice(0, Math.ceil(first.length / 2));
  return [...begin, ...last.slice(Math.ceil(last.length / 2))].join("");
}

/** The first words of one text, and the last words of another. */
export function spliceTexts(one: string, other: string, random: Random) {
  const first = wordsOf(one);
  const last = wordsOf(other);
  const begin = first.slice(0, 1 + random.below(first.length));
  return [...begin, ...last.slice(random.below(last.length))].join(" ");
}

/** The first name of one person, and a new last name from two of them. */
export function splicePeople(one: string, other: string): string {
  const [first = ""] = wordsOf(one);
  const last = wordsOf(other).at(-1) ?? "";
  return `${first} ${spliceWord(wordsOf(one).at(-1) ?? "", last)}`;
}

/** Makes one word of the text new, of two that the text and `other` have. */
export function renewWord(text: string, other: string, random: Random) {
  const words = wordsOf(text);
  const index = random.below(words.length);
  const word = spliceWord(words[index] ?? "", random.oneOf(wordsOf(other)));
  return words.with(index, word).join(" ");
}

export function wordsOf(text: string): string[] {
  return text.split(/\s+/).filter(Boolean);
}
