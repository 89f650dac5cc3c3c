import { type Dialect, invalid } from "./pattern-syntax.ts";

const newlines = "\\n\\v\\f\\r\\x{85}\\x{2028}\\x{2029}";
const blanks = "\\t\\p{Zs}\\x{180e}";

/** Rewrites of escapes that PCRE has and RE2 has not. */
const escapes: Record<string, string> = {
  "\\h": `[${blanks}]`,
  "\\H": `[^${blanks}]`,
  "\\R": `(?:\\r\\n|[${newlines}])`,
  "\\v": `[${newlines}]`,
  "\\V": `[^${newlines}]`,
  "\\N": "[^\\n]",
  "\\Z": "(?:\\n?\\z)",
  "\\e": "\\x1b",
  "\\X": "(?:\\P{M}\\p{M}*)",
};

/** The same inside brackets, where only plain sets are allowed. */
const escapesInSet: Record<string, string> = {
  "\\h": blanks,
  "\\v": newlines,
  "\\e": "\\x1b",
};

/** RE2, which itself refuses what it does not support. */
export const re2: Dialect = {
  outside(token, multiline) {
    if (token === "$" && !multiline) return "(?:\\n?\\z)";
    return escapes[token] ?? token;
  },
  inside: (token) => escapesInSet[token] ?? token,
};

const inJavaScript: Record<string, string> = {
  ...escapes,
  "\\A": "(?<![\\s\\S])",
  "\\z": "(?![\\s\\S])",
  "\\Z": "(?=\\n?(?![\\s\\S]))",
};

const sets: Record<string, string> = {
  alnum: "A-Za-z0-9",
  alpha: "A-Za-z",
  ascii: "\\x00-\\x7f",
  blank: " \\t",
  cntrl: "\\x00-\\x1f\\x7f",
  digit: "0-9",
  graph: "!-~",
  lower: "a-z",
  print: " -~",
  punct: "!-\\/:-@\\[-`\\{-~",
  space: "\\s",
  upper: "A-Z",
  word: "\\w",
  xdigit: "0-9A-Fa-f",
};

/** JavaScript with its flag u, for lookarounds and references to groups. */
export const javaScript: Dialect = {
  outside(token, multiline) {
    if (token === "$" && !multiline) return inJavaScript["\\Z"] as string;
    const quoted = /^\\Q([\s\S]*?)(?:\\E)?$/.exec(token)?.[1];
    if (quoted !== undefined)
      return quoted.replace(/[\^$\\.*+?()[\]{}|/]/g, "\\$&");
    if (token === "\\-" || token === "\\_") return token.slice(1);
    return asUnicode(inJavaScript[token] ?? token);
  },
  inside(token) {
    const name = /^\[:(\^?)([a-z]+):\]$/.exec(token);
    if (!name) return asUnicode(escapesInSet[token] ?? token);
    const set = sets[name[2] ?? ""];
    if (set && !name[1]) return set;
    throw invalid(`${token} beside a lookaround or a reference`);
  },
};

/** With the flag u, needless escapes are errors. */
function asUnicode(token: string): string {
  const codePoints = token.replace(/\\x\{([0-9a-f]+)\}/gi, "\\u{$1}");
  return /^\\[^\w^$\\.*+?()[\]{}|/-]$/.test(codePoints)
    ? codePoints.slice(1)
    : codePoints;
}
