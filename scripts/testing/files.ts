import { existsSync, readdirSync } from "node:fs";
import { join, relative, resolve, sep } from "node:path";
import { courseDirectory } from "../course.ts";

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

/** The tests below a folder of the course, each as `pathOf` has it. */
export function testsIn(folder: string): string[] {
  return testsBelow(resolve(courseDirectory, folder)).map(pathOf);
}

/** The path of a file in the course, with slashes. */
export function pathOf(file: string): string {
  return relative(courseDirectory, file).split(sep).join("/");
}
