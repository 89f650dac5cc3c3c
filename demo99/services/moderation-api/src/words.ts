import { fold } from "#commons/catalog/fold.ts";

/**
 * The words of a text in the form in which they are compared: without case,
 * accents, invisible characters, and differences of Unicode forms.
 */
export function wordsOf(text: string): string[] {
  const visible = fold(text).replace(/\p{Cf}/gu, "");
  return visible.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The first word of the text that is in the list, if there is one. */
export function findWord(text: string, words: string[]): string | undefined {
  return wordsOf(text).find((word) => words.includes(word));
}
