import { fold } from "#commons/catalog/fold.ts";
import { wordsOf } from "#commons/text-index/words.ts";

const length = 160;
const before = 40;

/** What a text has around the first word of the query; "" of an empty text. */
export function snippetOf(text: string, query: string): string {
  const line = text.replace(/\s+/gu, " ").trim();
  if (line.length <= length) return line;
  const start = startOf(line, query);
  const part = line.slice(start, start + length);
  // Not half a word, and not half a character.
  const first =
    start > 0 ? part.replace(/^\S{0,30}\s|^[\uDC00-\uDFFF]/, "") : part;
  const isEnd = start + length >= line.length;
  const last = isEnd
    ? first
    : first.replace(/\s\S{0,30}$|[\uD800-\uDBFF]$/, "");
  return `${start > 0 ? "…" : ""}${last}${isEnd ? "" : "…"}`;
}

/** Folding may change the length of a text, by a few characters. */
function startOf(line: string, query: string): number {
  const folded = fold(line);
  const found = wordsOf(query)
    .map((word) => folded.indexOf(word))
    .filter((at) => at >= 0);
  const at = found.length > 0 ? Math.min(...found) : 0;
  return at <= before ? 0 : Math.min(at - before, line.length - length);
}
