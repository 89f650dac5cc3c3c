import { closest, distance } from "fastest-levenshtein";

/** " Did you mean demo03?", or "" where no candidate is similar. */
export function didYouMean(text: string, candidates: string[]): string {
  if (candidates.length === 0) return "";
  const found = closest(text, candidates);
  const isSimilar = distance(text, found) <= Math.ceil(text.length / 4);
  return isSimilar ? ` Did you mean ${found}?` : "";
}
