import { fold } from "#commons/catalog/fold.ts";

/** The words of a text, without case and accents; all else separates them. */
export function wordsOf(text: string): string[] {
  return fold(text)
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
}
