import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { courseDirectory, stages } from "../course.ts";

/**
 * The tags of a test file, a comment on its first line: `// @from-07 @long`.
 *
 * - `@from-07`: demo07 is the first stage that has what is tested; else, demo01.
 * - `@monolith`: tests what the monolith offers, too.
 *
 * The others say what a run of the whole course has; one of a named stage or
 * file has all.
 *
 * - `@on-last`: on the last stage instead of the first that has it; with
 *   `@on-first`, on both. `@on-every`: on each. `@ci-on-first`, `@ci-on-last`:
 *   there, too, with `--ci`.
 * - `@long`: a load, a kill, an outage, or more than ten seconds: not without
 *   `--ci` or `--all`. `@large`: minutes, or what others show nearly the same:
 *   not without `--all`.
 */
export function tagsOf(file: string): string[] {
  const text = readFileSync(join(courseDirectory, file), "utf8");
  const [, tags = ""] = /^\/\/ (@.*)/.exec(text) ?? [];
  return tags.split(" ").filter(Boolean);
}

/** The first stage that has what the file tests. */
export function firstStageOf(file: string): string {
  const from = tagsOf(file).find((tag) => tag.startsWith("@from-"));
  return from?.replace("@from-", "demo") ?? "demo01";
}

/** Such tests run beside the others, on a stage of their own. */
export function isInBrowser(file: string): boolean {
  return basename(file).startsWith("browser");
}

/** Whether a run of the whole course has this test, and on this stage. */
export function isShown(file: string, ci: boolean, stage?: string): boolean {
  const tags = tagsOf(file);
  const has = (tag: string) => tags.includes(tag);
  if (has("@large") || (has("@long") && !ci)) return false;
  if (!stage || has("@on-every")) return true;
  const isOn = (place: string) =>
    has(`@on-${place}`) || (ci && has(`@ci-on-${place}`));
  const isOnFirst = isOn("first") || !tags.some((tag) => /^@on-/.test(tag));
  return (
    (stage === firstStageOf(file) && isOnFirst) ||
    (stage === stages.at(-1) && isOn("last"))
  );
}
