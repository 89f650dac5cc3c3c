import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** How long npm may take to start this process. */
const recentMs = 30_000;

/** The words of a command line of npm, cut at its "--". */
export type Words = { before: string[]; after: string[] };

/**
 * The words of the command line that started npm, as npm's log of this run
 * shows them; undefined if there is no log. npm keeps the options before "--"
 * to itself, and removes some of them without a trace in the environment.
 */
export function readNpmWords(
  args: string[],
  env: NodeJS.ProcessEnv,
): Words | undefined {
  const cache = env.npm_config_cache;
  const folder = env.npm_config_logs_dir || (cache && join(cache, "_logs"));
  if (!folder) return undefined;
  return recentLogs(folder)
    .map((name) => wordsIn(join(folder, name)))
    .find((words) => words && isOfThisRun(words, args, env));
}

/** The place of the script's name, such as "lesson"; -1 without one. */
export function findScript(words: string[], env: NodeJS.ProcessEnv): number {
  const script = env.npm_lifecycle_event ?? "";
  const exact = words.indexOf(script);
  if (exact >= 0 || env.npm_command !== script) return exact;
  // npm accepts "t" and "tst" for "test", and "star" for "start".
  return words.findIndex((word) => script.startsWith(word) || word === "tst");
}

/** Another npm may have run the same script some seconds before. */
function isOfThisRun(
  { before, after }: Words,
  args: string[],
  env: NodeJS.ProcessEnv,
): boolean {
  const given = args.slice(0, args.length - after.length);
  const last = args.slice(given.length);
  return (
    findScript(before, env) >= 0 &&
    after.every((word, i) => word === last[i]) &&
    given.every((word) => isGiven(word, before))
  );
}

/** Only words that are no options reach the command from before the "--". */
function isGiven(word: string, before: string[]): boolean {
  // In a stage's folder, "." comes before what the user types.
  return word === "." || (!/^--?[a-z]/i.test(word) && before.includes(word));
}

/** Names such as "2026-11-28T22_29_08_641Z-debug-0.log", the newest first. */
function recentLogs(folder: string): string[] {
  // The installation of packages is part of this process's time.
  const sinceStartMs = process.uptime() * 1_000;
  const earliest = new Date(Date.now() - sinceStartMs - recentMs)
    .toISOString()
    .replace(/[:.]/g, "_");
  try {
    const names = readdirSync(folder).filter((name) => name > earliest);
    return names.sort().reverse();
  } catch {
    return [];
  }
}

/** npm logs: 8 verbose argv "run" "lesson" "02" "--on" "01" */
function wordsIn(file: string): Words | undefined {
  try {
    const [, line = ""] =
      /^\d+ verbose argv (".*")$/m.exec(readFileSync(file, "utf8")) ?? [];
    const words = JSON.parse(`[${line.replaceAll('" "', '","')}]`);
    const end = [...words, "--"].indexOf("--");
    // A second "--" does not reach the command.
    const after = words.slice(end + 1).filter((word: string) => word !== "--");
    return { before: words.slice(0, end), after };
  } catch {
    return undefined;
  }
}
