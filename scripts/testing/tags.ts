import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { courseDirectory, stages } from "../course.ts";

/**
 * The tags of a test file, a comment on its first line: `// @from-07 @long`.
 *
 * - `@from-07`: demo07 is the first stage that has what is tested; else, demo01.
 * - `@on-first`, `@on-last`, `@on-every`: where a run of the whole course shows
 *   it; else, on its first stage. `@ci-on-last`: with `--ci`, there, too.
 * - `@long`: with `--ci` only, as it takes long. `@large`: with `--all` only.
 * - `@monolith`: tests what the monolith offers, too.
 */
export function tagsOf(file: string): string[] {
  const text = readFileSync(join(courseDirectory, file), "utf8");
  const [, tags = ""] = /^\/\/ (@.*)/.exec(text) ?? [];
  return tags.split(" ").filter(Boolean);
}

/** The first stage that has what the file tests. */
export function firstStageOf(file: string): string {
  const [, from = "01"] = /@from-(\d+)/.exec(tagsOf(file).join(" ")) ?? [];
  return `demo${from}`;
}

/** Tests of the page run beside the others, on a stage of their own. */
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
