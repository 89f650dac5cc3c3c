import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isBinary, type StageFile } from "../read-stage.ts";

export type Versions = {
  before: StageFile | undefined;
  after: StageFile;
  mine: StageFile;
};

/** The names of the versions, as conflict markers show them. */
export type Labels = { before: string; after: string; mine: string };

export type Merged = {
  file: StageFile;
  /** Numbers of the lines where a conflict begins. */
  conflicts: number[];
  /** Both sides changed what no merge can read; `file` is mine then. */
  isBinary: boolean;
};

/** Makes the change from `before` to `after` in `mine`. */
export function mergeFiles(versions: Versions, labels: Labels): Merged {
  const { before, after, mine } = versions;
  const executable =
    after.executable === before?.executable
      ? mine.executable
      : after.executable;
  const settled = settle(versions);
  if (settled) return merged({ content: settled, executable });
  const files = [mine, after, ...(before ? [before] : [])];
  if (files.some(isBinary)) return { ...merged(mine), isBinary: true };
  const content = mergeTexts(versions, labels);
  return merged({ content, executable });
}

/** Where only one side has changed, there is nothing to merge. */
function settle({ before, after, mine }: Versions) {
  if (after.content.equals(mine.content)) return mine.content;
  if (before?.content.equals(mine.content)) return after.content;
  return before?.content.equals(after.content) ? mine.content : undefined;
}

function merged(file: StageFile): Merged {
  return { file, conflicts: findMarkers(file.content), isBinary: false };
}

/** The numbers of the lines that begin a conflict. */
export function findMarkers(content: Buffer): number[] {
  return content
    .toString("utf8")
    .split("\n")
    .flatMap((line, index) => (/^<{7} /.test(line) ? [index + 1] : []));
}

function mergeTexts({ before, after, mine }: Versions, labels: Labels) {
  const folder = mkdtempSync(join(tmpdir(), "carry-"));
  const write = (name: string, content: Buffer) => {
    writeFileSync(join(folder, name), content);
    return name;
  };
  try {
    const files = [
      write("mine", mine.content),
      write("before", before?.content ?? Buffer.alloc(0)),
      write("after", after.content),
    ];
    const names = [labels.mine, labels.before, labels.after];
    const flags = names.flatMap((name) => ["-L", name]);
    const args = ["merge-file", "-p", "--diff3", ...flags, ...files];
    const { status, stdout, stderr } = spawnSync("git", args, {
      cwd: folder,
      maxBuffer: 2 ** 28,
    });
    // The status is the number of conflicts; from 128 on it is an error.
    if (status === null || status > 127) throw new Error(stderr.toString());
    return stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
