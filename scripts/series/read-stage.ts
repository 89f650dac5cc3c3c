import { lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { UsageError } from "../stage/errors.ts";
import { isComparable } from "./comparable.ts";
import { listFiles } from "./list-files.ts";
import type { Series } from "./series.ts";

/** The contents of a stage's files by their path inside it. */
export type Files = Map<string, Buffer>;

/** The comparable files of a stage as they are in its folder now. */
export function readStage({ root }: Series, stage: string): Files {
  const folder = join(root, stage);
  if (!lstatSync(folder, { throwIfNoEntry: false })?.isDirectory()) {
    throw new UsageError(`${stage} cannot be read: no folder ${folder}.`);
  }
  const entries = listFiles(root, stage)
    .filter(isComparable)
    .flatMap((path) => {
      const content = readRegularFile(join(folder, path));
      return content ? [[path, content] as const] : [];
    });
  return new Map(entries);
}

function readRegularFile(place: string) {
  const stats = lstatSync(place, { throwIfNoEntry: false });
  if (!stats?.isFile()) return undefined;
  try {
    return readFileSync(place);
  } catch (cause) {
    const { message } = cause as Error;
    throw new UsageError(`${place} cannot be read: ${message}`, { cause });
  }
}

/** As git decides it: a file with a zero byte near its start is binary. */
export function isBinary(content: Buffer) {
  return content.subarray(0, 8000).includes(0);
}
