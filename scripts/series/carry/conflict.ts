import { type Outcome, outcome } from "./outcome.ts";
import type { Tree } from "./tree.ts";
import type { Trees } from "./trees.ts";

/** The numbers of the lines that begin a conflict. */
export function findMarkers(text: string): number[] {
  return text
    .split("\n")
    .flatMap((line, index) => (/^<{7} /.test(line) ? [index + 1] : []));
}

/** Names of stages in the markers, in the place of git's ids. */
export function label(
  trees: Trees,
  tree: Tree,
  conflicts: string[],
  labels: string[],
) {
  const [mine, base, theirs] = labels;
  const named = { ...tree };
  for (const path of conflicts) {
    const entry = tree[path];
    const text = entry ? trees.read(entry) : "";
    if (!entry || findMarkers(text).length === 0) continue;
    const labelled = text
      .replace(/^<{7} .*$/gm, `<<<<<<< ${mine}`)
      .replace(/^\|{7} .*$/gm, `||||||| ${base}`)
      .replace(/^>{7} .*$/gm, `>>>>>>> ${theirs}`);
    named[path] = `${entry.split(" ")[0]} ${trees.store(labelled)}`;
  }
  return named;
}

/** The outcome of a file in conflict, with the reason if it has no markers. */
export function describeConflict(
  trees: Trees,
  after: Tree,
  path: string,
  theirs: Tree,
  stage: string,
): Outcome {
  if (!theirs[path]) {
    const note = `deleted, but ${stage} has changed it: delete or keep it`;
    return outcome("CONFLICT", path, note);
  }
  const lines = findMarkers(after[path] ? trees.read(after[path]) : "");
  const note = lines.length > 0 ? "" : "a binary file: take either version";
  return { ...outcome("CONFLICT", path, note), lines };
}
