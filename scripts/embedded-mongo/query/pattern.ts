import vm from "node:vm";
import type { BSONRegExp } from "bson";
import { RE2JS } from "re2js";
import { CommandError } from "../errors.ts";
import { spendOnPatterns } from "./clock.ts";
import { javaScript, re2 } from "./pattern-dialects.ts";
import { invalid, rewrite } from "./pattern-syntax.ts";

export type Match = { index: number; captures: (string | null)[] };

/** A compiled pattern; the first of a match's captures is the whole match. */
export type Pattern = {
  test(text: string): boolean;
  matchAt(text: string, from: number): Match | undefined;
};

const matchLimitMs = 100;
const commandLimitMs = 1_000;
const cacheSize = 200;
const cache = new Map<string, Pattern>();

export function patternOf({ pattern, options }: BSONRegExp): Pattern {
  return compilePattern(pattern, options);
}

/** Compiles a pattern of PCRE with the options i, m, s, x and u. */
export function compilePattern(pattern: string, options = ""): Pattern {
  const key = `${options}/${pattern}`;
  const known = cache.get(key);
  if (known) return known;
  const [flag] = /[^imsxu]/.exec(options) ?? [];
  if (flag) {
    const message = `invalid flag in regex options: ${flag}`;
    throw new CommandError("Location51108", message);
  }
  if (pattern.includes("\0")) {
    const message = "Regular expression cannot contain an embedded null byte";
    throw new CommandError("BadValue", message);
  }
  const compiled = /\(\?<?[=!]|\\[1-9]|\\k[<{']/.test(pattern)
    ? compileJavaScript(pattern, options)
    : compileRe2(pattern, options);
  if (cache.size >= cacheSize) cache.clear();
  cache.set(key, compiled);
  return compiled;
}

/** RE2 needs a time that grows with the text only, whatever the pattern. */
function compileRe2(pattern: string, options: string): Pattern {
  const compiled = orRefuse(() =>
    RE2JS.compile(rewrite(pattern, options, re2), re2Flags(options)),
  );
  return {
    test: (text) => compiled.test(text),
    matchAt(text, from) {
      const matcher = compiled.matcher(text);
      if (!matcher.find(from)) return undefined;
      const groups = Array.from({ length: matcher.groupCount() + 1 });
      const captures = groups.map((_, i) => matcher.group(i));
      return { index: matcher.start(), captures };
    },
  };
}

function re2Flags(options: string): number {
  const flags = { i: "CASE_INSENSITIVE", m: "MULTILINE", s: "DOTALL" } as const;
  return Object.entries(flags).reduce(
    (all, [option, name]) =>
      options.includes(option) ? all | RE2JS[name] : all,
    0,
  );
}

/**
 * JavaScript's engine backtracks, so that each match has a time limit, and so
 * have all matches of a command together.
 */
function compileJavaScript(pattern: string, options: string): Pattern {
  const [prefix = "", inline = ""] = /^\(\?([ims]+)\)/.exec(pattern) ?? [];
  const source = rewrite(pattern.slice(prefix.length), options, javaScript);
  const named = source.replaceAll("(?P<", "(?<");
  const flags = new Set(`${options}${inline}ug`.replaceAll("x", ""));
  const compiled = orRefuse(() => new RegExp(named, [...flags].join("")));
  function matchAt(text: string, from: number): Match | undefined {
    compiled.lastIndex = from;
    const found = withinTime(() => compiled.exec(text));
    if (!found) return undefined;
    return { index: found.index, captures: found.map((one) => one ?? null) };
  }
  return { test: (text) => matchAt(text, 0) !== undefined, matchAt };
}

const sandbox = vm.createContext({ work: () => {} });
const runWork = new vm.Script("work()");

function withinTime<T>(work: () => T): T {
  if (spendOnPatterns() > commandLimitMs) throw limitExceeded();
  // Without the time that it takes to enter and leave the sandbox.
  let start = performance.now();
  let end: number | undefined;
  sandbox.work = () => {
    start = performance.now();
    const result = work();
    end = performance.now();
    return result;
  };
  try {
    return runWork.runInContext(sandbox, { timeout: matchLimitMs }) as T;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== "ERR_SCRIPT_EXECUTION_TIMEOUT") throw error;
    throw limitExceeded();
  } finally {
    spendOnPatterns((end ?? performance.now()) - start);
  }
}

function limitExceeded(): CommandError {
  return new CommandError(
    "Location51156",
    "Error occurred while executing the regular expression. " +
      "Result code: -47: match limit exceeded",
  );
}

function orRefuse<T>(compile: () => T): T {
  try {
    return compile();
  } catch (error) {
    if (error instanceof CommandError) throw error;
    throw invalid((error as Error).message);
  }
}
