import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { UsageError } from "../../stage/errors.ts";
import { hasExecutableBit, type Tree } from "../read-stage.ts";

/** Runs git in a folder and gives back what it prints. */
export function git(folder: string, args: string[], input = ""): Buffer {
  return execFileSync("git", args, {
    cwd: folder,
    input,
    stdio: ["pipe", "pipe", "pipe"],
    maxBuffer: 2 ** 28,
  });
}

/** Fails with a sentence for the user where git cannot know what changed. */
export function requireGit(root: string) {
  try {
    git(root, ["rev-parse", "--git-dir"]);
  } catch (cause) {
    const isMissing = (cause as NodeJS.ErrnoException).code === "ENOENT";
    const reason = isMissing
      ? "There is no git on this machine"
      : `${root} is no git checkout (a ZIP download is none)`;
    throw new UsageError(
      `${reason}.
Carrying needs git: only the last commit knows what a stage was like before.`,
      { cause },
    );
  }
}

/** A place that git keeps out of commits and out of other checkouts. */
export function privateFolder(root: string) {
  const path = git(root, ["rev-parse", "--git-path", "carry"]);
  return resolve(root, path.toString().trim());
}

/** The full name of a commit such as HEAD~1. */
export function findCommit(root: string, revision: string) {
  const args = ["rev-parse", "--verify", "--quiet", `${revision}^{commit}`];
  try {
    return git(root, args).toString().trim();
  } catch (cause) {
    throw new UsageError(`There is no commit ${revision}.`, { cause });
  }
}

type Entry = { path: string; id: string; executable: boolean };

/** The files of a stage as a commit has them. */
export function readCommitted(
  root: string,
  commit: string,
  stage: string,
): Tree {
  const listing = git(root, ["ls-tree", "-rz", commit, `${stage}/`]);
  const entries = listing
    .toString()
    .split("\0")
    .flatMap((line) => parseEntry(line, stage));
  const ids = entries.map(({ id }) => `${id}\n`).join("");
  const contents = splitBatch(git(root, ["cat-file", "--batch"], ids));
  return new Map(
    entries.map(({ path, executable }, index) => [
      path,
      { content: contents[index] ?? Buffer.alloc(0), executable },
    ]),
  );
}

/** Regular files alone: "100644 blob <id>\t<path>". */
function parseEntry(line: string, stage: string): Entry[] {
  const [, mode, id, path] = /^(100\d+) blob (\w+)\t(.*)$/s.exec(line) ?? [];
  if (!mode || !id || !path) return [];
  const executable = hasExecutableBit && mode === "100755";
  return [{ path: path.slice(stage.length + 1), id, executable }];
}

/** Each content follows a line with its length: "<id> blob <length>". */
function splitBatch(output: Buffer) {
  const contents: Buffer[] = [];
  let position = 0;
  while (position < output.length) {
    const start = output.indexOf("\n", position) + 1;
    const header = output.subarray(position, start).toString();
    const end = start + Number(header.split(" ")[2]);
    contents.push(Buffer.from(output.subarray(start, end)));
    position = end + 1;
  }
  return contents;
}
