import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../stage/errors.ts";
import { listFiles } from "./list-files.ts";
import type { Series } from "./series.ts";

export type StageFile = { content: Buffer; executable: boolean };

/** The files of a stage by their path inside it. */
export type Tree = Map<string, StageFile>;

/** Windows keeps no such bit: there, no file is executable for us. */
export const hasExecutableBit = process.platform !== "win32";

/** The files of a stage as they lie in its folder now. */
export function readStage({ root }: Series, stage: string): Tree {
  checkFolder(join(root, stage), stage);
  const entries = listFiles(root, stage).flatMap((path) => {
    const file = readStageFile(root, `${stage}/${path}`);
    return file ? [[path, file] as const] : [];
  });
  return new Map(entries);
}

/** One file by its path below the root; undefined if there is none. */
export function readStageFile(
  root: string,
  path: string,
): StageFile | undefined {
  const place = join(root, path);
  try {
    const stats = lstatSync(place, { throwIfNoEntry: false });
    if (!stats?.isFile()) return undefined;
    const executable = hasExecutableBit && (stats.mode & 0o100) !== 0;
    return { content: readFileSync(place), executable };
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`${path} cannot be read: ${message}`, { cause });
  }
}

export function isSameFile(one?: StageFile, other?: StageFile) {
  if (!one || !other) return one === other;
  return (
    one.executable === other.executable && one.content.equals(other.content)
  );
}

/** As git sees it: a file with a zero byte near its start is no text. */
export function isBinary({ content }: StageFile) {
  return content.subarray(0, 8000).includes(0);
}

function checkFolder(folder: string, stage: string) {
  if (lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) return;
  throw new UsageError(
    `${stage} cannot be read: there is no folder ${folder}.`,
  );
}
