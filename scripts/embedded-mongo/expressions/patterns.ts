import { BSONRegExp } from "bson";
import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compilePattern, type Match, type Pattern } from "../query/pattern.ts";
import {
  type ExpressionOperator,
  evaluate,
  isMissing,
  type Options,
} from "./operands.ts";

/** The expressions that take a pattern of PCRE. */
export const patterns: Record<string, ExpressionOperator> = {
  $regexMatch: withInput(false, (input, pattern) => pattern.test(input)),
  $regexFind: withInput(null, (input, pattern) => {
    const match = pattern.matchAt(input, 0);
    return match ? describe(input, match) : null;
  }),
  $regexFindAll: withInput([], (input, pattern) =>
    [...matchesIn(input, pattern)].map((match) => describe(input, match)),
  ),
};

function withInput(
  fromNothing: unknown,
  search: (input: string, pattern: Pattern) => unknown,
): ExpressionOperator {
  return (document, expression, options) => {
    const { input, ...given } = expression as Document;
    const text = evaluate(document, input, options);
    const pattern = patternOf(document, given, options);
    if (isMissing(text) || !pattern) return fromNothing;
    if (typeof text === "string") return search(text, pattern);
    throw invalid("Location51104", "'input' to be of type string");
  };
}

function patternOf(
  document: unknown,
  { regex, options: flags }: Document,
  options: Options,
): Pattern | undefined {
  const pattern = evaluate(document, regex, options);
  const chosen = evaluate(document, flags, options) ?? "";
  if (isMissing(pattern)) return undefined;
  if (typeof chosen !== "string") {
    throw invalid("Location51106", "'options' to be of type string");
  }
  if (typeof pattern === "string") return compilePattern(pattern, chosen);
  if (!(pattern instanceof BSONRegExp)) {
    throw invalid("Location51105", "'regex' to be of type string or regex");
  }
  return compilePattern(pattern.pattern, chosen || pattern.options);
}

function* matchesIn(input: string, pattern: Pattern): Generator<Match> {
  for (let from = 0; from <= input.length; ) {
    const match = pattern.matchAt(input, from);
    if (!match) return;
    yield match;
    from = match.index + Math.max(1, match.captures[0]?.length ?? 0);
  }
}

/** Indexes count code points. */
function describe(input: string, { index, captures }: Match): Document {
  const [match, ...groups] = captures;
  const idx = [...input.slice(0, index)].length;
  return { match, idx, captures: groups };
}

function invalid(code: `Location${number}`, expected: string): CommandError {
  return new CommandError(code, `$regexMatch needs ${expected}`);
}
