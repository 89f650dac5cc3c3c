import { type Files, isBinary, readStage } from "../read-stage.ts";
import { findRenames } from "../renames.ts";
import { type Series, stageBefore } from "../series.ts";
import { type Group, groupOf, serviceOf } from "./groups.ts";
import { countLines, type Hunk, hunksBetween } from "./hunks.ts";

export type FileChange = {
  path: string;
  /** Set when the file has moved here from another path. */
  oldPath?: string;
  group: Group;
  status: "new" | "changed" | "moved" | "gone" | "binary";
  before: string;
  after: string;
  hunks: Hunk[];
  added: number;
  removed: number;
};

/** The differences between two stages. */
export type Comparison = {
  from: string;
  to: string;
  /** Whether `to` is the stage after `from`, so that they make a lesson. */
  isNext: boolean;
  changes: FileChange[];
};

/** Compares two stages as their files are now. */
export function compareStages(
  series: Series,
  from: string,
  to: string,
): Comparison {
  const before = readStage(series, from);
  const after = readStage(series, to);
  const isNext = stageBefore(series, to) === from;
  return { from, to, isNext, changes: compareTrees(before, after) };
}

function compareTrees(before: Files, after: Files): FileChange[] {
  const oldServices = servicesIn(before);
  const renames = findRenames(before, after);
  const moved = new Set(renames.values());
  const paths = [...new Set([...before.keys(), ...after.keys()])]
    .filter((path) => !moved.has(path))
    .sort();
  const changes = paths.flatMap((path): FileChange[] => {
    const oldPath = renames.get(path);
    const group = groupOf(path, oldServices);
    const change = compareFiles(before.get(oldPath ?? path), after.get(path));
    if (oldPath) {
      return [{ path, group, ...(change ?? same), oldPath, status: "moved" }];
    }
    return change ? [{ path, group, ...change }] : [];
  });
  return [...changes.filter(isIdea), ...changes.filter((one) => !isIdea(one))];
}

/** A new file in commons is the lesson's idea, and is shown first. */
function isIdea({ path, group, status }: FileChange) {
  return group === "lesson" && status === "new" && path.startsWith("commons/");
}

type Contents = Omit<FileChange, "path" | "oldPath" | "group">;

const same: Contents = {
  status: "changed",
  before: "",
  after: "",
  hunks: [],
  added: 0,
  removed: 0,
};

function compareFiles(before?: Buffer, after?: Buffer): Contents | undefined {
  if (before && after?.equals(before)) return undefined;
  if ([before, after].some((file) => file && isBinary(file))) {
    return { ...same, status: "binary" };
  }
  const texts = { before: `${before ?? ""}`, after: `${after ?? ""}` };
  const hunks = hunksBetween(texts.before, texts.after);
  if (before && after && hunks.length === 0) return undefined;
  const status = !before ? "new" : !after ? "gone" : "changed";
  return { status, ...texts, hunks, ...countLines(hunks) };
}

function servicesIn(files: Files) {
  return new Set([...files.keys()].flatMap((path) => serviceOf(path) ?? []));
}
