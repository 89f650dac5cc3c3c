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

async function apply(edit: Edit, folder: string) {
  const path = join(folder, edit.file);
  await writeFile(path, replaceOnce(await readFile(path, "utf8"), edit));
}

/** The edited text; throws unless the text to replace is there exactly once. */
export function replaceOnce(text: string, { file, find, replace }: Edit) {
  const parts = text.split(find);
  if (parts.length === 2) return parts.join(replace);
  const found = `${parts.length - 1} times, not once`;
  throw new Error(`${file} has this ${found}:\n${find}`);
}
