import type { Comparison, FileChange } from "./compare.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { findMoved, findReformatted } from "./rearranged.ts";

/** The most that any lesson may change in code that was there before. */
export const budget: Figures = { files: 15, added: 200, removed: 30 };

/** The final application is no lesson: it collects what had no room in one. */
const exempt = ["demo99"];

/** Whether the budget applies: only between a stage and the one before it. */
export function hasBudget({ to, isNext }: Comparison) {
  return isNext && !exempt.includes(to);
}

/**
 * The files that the budget counts: commons, existing services and existing
 * client files, without tests, styles and API descriptions.
 */
export function countedBy({ changes }: Comparison): FileChange[] {
  return changes.filter(
    ({ path, group, status }) =>
      !path.endsWith(".css") &&
      (group === "lesson" || (group === "client" && status !== "new")),
  );
}

/** A sentence for each rule of a readable diff that a stage breaks. */
export function findBreaches(comparison: Comparison): string[] {
  if (!hasBudget(comparison)) return [];
  const counted = countedBy(comparison);
  return [
    ...overruns(figuresOf(counted)),
    ...counted.flatMap(describeRename),
    ...counted.flatMap(findReformatted),
    ...findMoved(counted),
  ];
}

function overruns(figures: Figures): string[] {
  return (["added", "removed", "files"] as const)
    .filter((name) => figures[name] > budget[name])
    .map((name) => `${name}: ${figures[name]}; the budget is ${budget[name]}.`);
}

function describeRename({ path, oldPath }: FileChange) {
  return oldPath ? [`${path} is ${oldPath}, moved: leave it in place.`] : [];
}
