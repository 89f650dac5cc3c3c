import { isTest, type Source } from "./sources.ts";

/** Names of stages in code; words such as "the fifth" are allowed. */
export function stageNumbers({ path, text }: Source): string[] {
  if (/^(README\.md|chapters\/|deployment\/|skaffold\.yaml$)/.test(path))
    return [];
  return found(text, /\bdemo[-_ ]?\d+\b|\bstage[-_ ]?0?\d\b/gi);
}

/** Reads of the environment outside commons/env.ts. */
export function environmentReads(source: Source): string[] {
  const { path, text } = source;
  if (path === "commons/env.ts" || isTest(source)) return [];
  return found(text, /\bprocess\.env\b/g);
}

/**
 * A test may wait in `pause(observe…Ms)`, a time in which it observes a stage,
 * and in `pause(paceMs)`, between the calls of a load; all else has a condition.
 */
const fixedSleep =
  /(?<![.\w]|function )(setTimeout|sleep|pause|delay)\(\s*(?!(observe\w*|pace)Ms( \/ \d+)?\))[^,()]+\)/g;
/** The same with a callback; 0 ms is only another turn of the event loop. */
const fixedTimer =
  /\bsetTimeout\((\w+|\(\) => (resolve|done)\w*\(\)), (?!0\))/g;

const forbidden: [pattern: RegExp, where: RegExp][] = [
  [/\b(TODO|FIXME|XXX|HACK)\b/g, /./],
  [/\bconsole\.\w+/g, /^(services|commons)\//],
  [/\b(it|describe|test)\.(skip|only)\b/g, /\.test\.tsx?$/],
  [/\bit\(\s*["'`]should\b/g, /\.test\.tsx?$/],
  [/@ts-(ignore|nocheck)/g, /./],
  [fixedSleep, /\.test\.tsx?$|^(acceptance|lessons)\//],
  [fixedTimer, /\.test\.tsx?$/],
];

/** Forbidden text, such as unfinished code and skipped tests. */
export function forbiddenPatterns({ path, text }: Source): string[] {
  return forbidden
    .filter(([, where]) => where.test(path))
    .flatMap(([pattern]) => found(text, pattern));
}

function found(text: string, pattern: RegExp): string[] {
  return text.split("\n").flatMap((line, index) => {
    const matches = [...line.matchAll(pattern)];
    return matches.map(([match]) => `line ${index + 1} has "${match}"`);
  });
}
