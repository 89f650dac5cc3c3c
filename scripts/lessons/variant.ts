import { cp, mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** In a file of the stage, a text that is replaced by another. */
export type Edit = { file: string; find: string; replace: string };

const notCopied = [".build", "node_modules"];

/**
 * Copies a stage and edits the copy; returns its folder, which is in the
 * stage's own .build, so that packages are found as the stage finds them.
 * Fails unless a text to replace is there exactly once.
 */
export async function createVariant(
  directory: string,
  name: string,
  edits: Edit[],
): Promise<string> {
  const target = join(directory, ".build", "variants", name);
  await rm(target, { recursive: true, force: true });
  await mkdir(target, { recursive: true });
  for (const entry of await readdir(directory)) {
    if (notCopied.includes(entry)) continue;
    await cp(join(directory, entry), join(target, entry), { recursive: true });
  }
  for (const edit of edits) await apply(edit, target);
  return target;
}

async function apply({ file, find, replace }: Edit, folder: string) {
  const path = join(folder, file);
  const [before, after, ...more] = (await readFile(path, "utf8")).split(find);
  if (after === undefined || more.length > 0) {
    const times = after === undefined ? "not at all" : "more than once";
    throw new Error(`${file} has this ${times}, not once:\n${find}`);
  }
  await writeFile(path, before + replace + after);
}
