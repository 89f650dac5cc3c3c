import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const recentMs = 30_000;

/**
 * The words of the command line that started npm, as npm's log of this run
 * shows them; undefined if there is no log. npm keeps the options before "--"
 * to itself, and removes some of them without a trace in the environment.
 */
export function readNpmWords(env: NodeJS.ProcessEnv): string[] | undefined {
  const script = env.npm_lifecycle_event;
  if (!script || !env.npm_config_cache) return undefined;
  const folder = join(env.npm_config_cache, "_logs");
  return recentLogs(folder)
    .map((name) => wordsIn(join(folder, name)))
    .find((words) => words?.includes(script));
}

/** Names such as "2026-11-28T22_29_08_641Z-debug-0.log", the newest first. */
function recentLogs(folder: string): string[] {
  const earliest = new Date(Date.now() - recentMs)
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
function wordsIn(file: string): string[] | undefined {
  try {
    const [, line = ""] =
      /^\d+ verbose argv (".*")$/m.exec(readFileSync(file, "utf8")) ?? [];
    return JSON.parse(`[${line.replaceAll('" "', '","')}]`);
  } catch {
    return undefined;
  }
}
