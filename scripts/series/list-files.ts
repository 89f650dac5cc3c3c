import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { filesBelow } from "../testing/files.ts";

const leftovers = /(^|\/)(\.DS_Store|[^/]*\.log)$/;

/**
 * The paths of a stage's files, new ones included, ignored ones left out.
 * Without .git, or without git, the folder is walked.
 */
export function listFiles(root: string, stage: string): string[] {
  const folder = join(root, stage);
  return listWithGit(root, folder) ?? walk(folder);
}

function listWithGit(root: string, folder: string) {
  if (!existsSync(join(root, ".git"))) return undefined;
  const args = ["ls-files", "-z", "-co", "--exclude-standard"];
  try {
    const output = execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      stdio: ["ignore", "pipe", "ignore"],
      maxBuffer: 2 ** 26,
    });
    const paths = output.split("\0").filter((path) => path !== "");
    return [...new Set(paths)].sort();
  } catch {
    return undefined;
  }
}

function walk(folder: string) {
  return filesBelow(folder)
    .map((path) => relative(folder, path).split(sep).join("/"))
    .filter((path) => !leftovers.test(path));
}
