import { isTest, type Source } from "./sources.ts";

type Part = { text: string; index: number };

/** Subjects that hide which part of the program a sentence is about. */
const vague =
  /\b(who|whoever|whom|(some|no|any|every)body|(some|any|every)one)\b/gi;

// Behind a colon, a word or a quote, // and /* belong to a URL or a path.
const comment = /(?<![:\w"'`])(?<text>\/\*.*?\*\/|\/\/[^\n]*)/gs;
const hashComment = /(?<=^|\s)(?<text>#[^\n]*)/g;
// The helpers of tests have names such as itWithPause and describeInBrowser.
const title = /\b(?:describe|it)\w*\(\s*(?<quote>["'`])(?<text>.*?)\k<quote>/gs;

/** Vague words in comments, in titles of tests, and in the text of a page. */
export function vagueWords(source: Source): string[] {
  return partsOf(source).flatMap(({ text, index }) =>
    [...text.matchAll(vague)].map((match) => {
      const before = source.text.slice(0, index + match.index);
      return `line ${before.split("\n").length} has "${match[0]}"`;
    }),
  );
}

function partsOf(source: Source): Part[] {
  const { path, text } = source;
  if (isPage(path)) return [{ text, index: 0 }];
  if (/\.(m?[jt]s|css)$/.test(path)) {
    const titles = isTest(source) ? find(title, text) : [];
    return [...find(comment, text), ...titles];
  }
  const hasHashes = /\.(sh|ya?ml|http)$|(^|\/)Dockerfile$/.test(path);
  return hasHashes ? find(hashComment, text) : [];
}

function isPage(path: string) {
  return /\.(tsx|html|md)$|(^|\/)pages?\/.*\.ts$/.test(path);
}

function find(pattern: RegExp, text: string): Part[] {
  return [...text.matchAll(pattern)].map(({ 0: whole, index, groups }) => {
    const part = groups?.text ?? "";
    return { text: part, index: index + whole.indexOf(part) };
  });
}
