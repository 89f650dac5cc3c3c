import type { Source } from "./sources.ts";

/** Subjects that hide which part of the program a sentence is about. */
const vague =
  /\b(who|whoever|whom|(some|no|any|every)body|(some|any|every)one)\b/gi;

// Behind a colon, a word or a quote, // and /* belong to a URL or a path.
const comment = /(?<![:\w"'`])(\/\*.*?\*\/|\/\/[^\n]*)/gs;
const hashComment = /(?<=^|\s)#[^\n]*/g;

/** Vague words in a file's comments, and in all of the text of a page. */
export function vagueWords({ path, text }: Source): string[] {
  const parts = isPage(path) ? [{ 0: text, index: 0 }] : commentsOf(path, text);
  return parts.flatMap(({ 0: part, index }) =>
    [...part.matchAll(vague)].map((match) => {
      const before = text.slice(0, index + match.index);
      return `line ${before.split("\n").length} has "${match[0]}"`;
    }),
  );
}

function isPage(path: string) {
  return /\.(tsx|html|md)$|(^|\/)pages?\/.*\.ts$/.test(path);
}

function commentsOf(path: string, text: string) {
  if (/\.(m?[jt]s|css)$/.test(path)) return [...text.matchAll(comment)];
  const hasHashes = /\.(sh|ya?ml|http)$|(^|\/)Dockerfile$/.test(path);
  return hasHashes ? [...text.matchAll(hashComment)] : [];
}
