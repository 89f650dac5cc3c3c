import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";

const built = /(^|[\\/])(node_modules|\.build)[\\/]/;

/** Every file below a folder, sorted; what was installed or built left out. */
export function filesBelow(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !built.test(relative(folder, path)))
    .sort();
}

export function testsBelow(folder: string): string[] {
  return filesBelow(folder).filter((path) => /\.test\.tsx?$/.test(path));
}
