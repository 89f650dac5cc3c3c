import { type Files, isBinary } from "./read-stage.ts";

const enough = 0.6;

type Texts = ReadonlyMap<string, string>;
type Candidate = { oldPath: string; newPath: string; score: number };

/** The share of lines that two texts have in common, from 0 to 1. */
export function similarity(one: string, other: string): number {
  if (one === other) return 1;
  const lines = linesOf(one);
  const left = countLines(lines);
  const others = linesOf(other);
  let common = 0;
  for (const line of others) {
    const count = left.get(line) ?? 0;
    if (count > 0) common += 1;
    left.set(line, count - 1);
  }
  return (2 * common) / (lines.length + others.length || 1);
}

/** The old path of each file that was moved, by its new path. */
export function findRenames(before: Files, after: Files): Map<string, string> {
  const added = onlyIn(after, before);
  const candidates = [...onlyIn(before, after)]
    .flatMap(([oldPath, oldText]) =>
      [...added].map(([newPath, text]): Candidate => {
        return { oldPath, newPath, score: similarity(oldText, text) };
      }),
    )
    .filter(({ score }) => score >= enough)
    .sort((one, other) => other.score - one.score);

  const renames = new Map<string, string>();
  const taken = new Set<string>();
  for (const { oldPath, newPath } of candidates) {
    if (renames.has(newPath) || taken.has(oldPath)) continue;
    renames.set(newPath, oldPath);
    taken.add(oldPath);
  }
  return renames;
}

function onlyIn(files: Files, other: Files): Texts {
  const entries = [...files].filter(
    ([path, content]) => !other.has(path) && !isBinary(content),
  );
  return new Map(entries.map(([path, content]) => [path, `${content}`]));
}

/** The lines that have a word; brackets alone occur in every file. */
function linesOf(text: string) {
  return text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => /\w/.test(line));
}

function countLines(lines: string[]) {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}
