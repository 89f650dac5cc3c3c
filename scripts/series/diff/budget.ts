import type { Tree } from "../read-stage.ts";
import type { Comparison, FileChange } from "./compare.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { findMoved, findReformatted } from "./rearranged.ts";

/** The most that a lesson may change in code that was there before. */
export type Budget = Figures;

/** What a stage.json declares; undefined if it declares nothing usable. */
export function readBudget(tree: Tree): Budget | undefined {
  const text = tree.get("stage.json")?.content.toString("utf8") ?? "{}";
  try {
    const { budget } = JSON.parse(text) as { budget?: Partial<Budget> };
    const { files, added, removed } = budget ?? {};
    const isWhole = [files, added, removed].every(Number.isInteger);
    return isWhole ? (budget as Budget) : undefined;
  } catch {
    return undefined;
  }
}

/** A sentence for each rule of a readable diff that a stage breaks. */
export function findBreaches(comparison: Comparison): string[] {
  const lesson = comparison.changes.filter(({ group }) => group === "lesson");
  return [
    ...overruns(comparison, figuresOf(lesson)),
    ...lesson.flatMap(describeRename),
    ...lesson.flatMap(findReformatted),
    ...findMoved(lesson),
  ];
}

function overruns({ to, budget }: Comparison, figures: Figures): string[] {
  if (!budget) {
    return [
      `${to}/stage.json declares no "budget": {"added", "removed", "files"}.`,
    ];
  }
  return (["added", "removed", "files"] as const)
    .filter((name) => figures[name] > budget[name])
    .map((name) => `${name}: ${figures[name]}; the budget is ${budget[name]}.`);
}

function describeRename({ path, oldPath }: FileChange) {
  return oldPath ? [`${path} is ${oldPath}, moved: leave it in place.`] : [];
}
