import { CommandError } from "../errors.ts";

/** How one dialect writes what PCRE has, outside and inside of brackets. */
export type Dialect = {
  outside(token: string, multiline: boolean): string;
  inside(token: string): string;
};

/** Rewrites a pattern of PCRE, as MongoDB takes it, in another dialect. */
export function rewrite(
  pattern: string,
  options: string,
  dialect: Dialect,
): string {
  const extended = options.includes("x");
  const multiline = options.includes("m") || /\(\?[a-z]*m/.test(pattern);
  let result = "";
  let inSet = false;
  for (let i = 0; i < pattern.length; ) {
    const token = nextToken(pattern, i, inSet, extended);
    i += token.length;
    if (!inSet && isIgnored(token, extended)) continue;
    if (inSet) {
      inSet = token !== "]";
      result += dialect.inside(token);
    } else {
      inSet = /^\[\^?\]?$/.test(token);
      result += dialect.outside(token, multiline);
    }
  }
  return result;
}

/** One escape, quoted text, start of a set, comment or character. */
function nextToken(
  pattern: string,
  at: number,
  inSet: boolean,
  extended: boolean,
): string {
  const rest = pattern.slice(at);
  const quoted = /^\\Q[\s\S]*?(?:\\E|$)/.exec(rest);
  if (quoted) return quoted[0];
  if (rest.startsWith("\\")) return rest.slice(0, 2);
  if (inSet) return /^\[:\^?[a-z]+:\]/.exec(rest)?.[0] ?? (rest[0] as string);
  const comment = extended ? /^#[^\n]*/.exec(rest) : undefined;
  const start = /^\[\^?\]?|^\(\?#[^)]*\)|^\(\?[a-z]*x[a-z]*[:)]/.exec(rest);
  return comment?.[0] ?? start?.[0] ?? (rest[0] as string);
}

function isIgnored(token: string, extended: boolean): boolean {
  if (token.startsWith("(?#")) return true;
  return extended && (token.startsWith("#") || /^\s$/.test(token));
}

export function invalid(reason: string): CommandError {
  return new CommandError(
    "Location51091",
    `Regular expression is invalid: ${reason}`,
  );
}
