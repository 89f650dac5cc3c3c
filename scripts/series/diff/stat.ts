import type { Paint } from "../../stage/paint.ts";
import type { Comparison, FileChange } from "./compare.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { type Group, groups } from "./groups.ts";

const nameWidth = 54;

/** The size of a comparison: every file, every group, and the whole. */
export function renderStat(comparison: Comparison, paint: Paint): string {
  const { from, to, changes } = comparison;
  const title = row(`${from} → ${to}`, ["files", "added", "removed"]);
  const tables = groups.flatMap((group) =>
    renderGroup(group, comparison, paint),
  );
  const total = row("total", cellsOf(figuresOf(changes)));
  return [paint("dim", title), ...tables, "", paint("bold", total)].join("\n");
}

function renderGroup(group: Group, comparison: Comparison, paint: Paint) {
  const changes = comparison.changes.filter((change) => change.group === group);
  const { budget } = comparison;
  const figures = figuresOf(changes);
  const lines = [
    "",
    paint("bold", row(group, cellsOf(figures))),
    ...changes.map(renderFile),
  ];
  if (group !== "lesson" || !budget) return changes.length > 0 ? lines : [];
  const style = isWithin(figures, budget) ? "green" : "red";
  const line = row("  the stage's budget", cellsOf(budget));
  return [...lines, paint(style, line)];
}

function renderFile({ path, status, added, removed }: FileChange) {
  if (status === "binary") return row(`  ${path}`, [status, "", ""]);
  const mark = status === "changed" ? "" : status;
  return row(`  ${path}`, [mark, String(added), String(removed)]);
}

function isWithin(figures: Figures, budget: Figures) {
  return (["files", "added", "removed"] as const).every(
    (name) => figures[name] <= budget[name],
  );
}

function cellsOf({ files, added, removed }: Figures) {
  return [files, added, removed].map(String);
}

function row(name: string, cells: string[]) {
  const left = name.length > nameWidth ? shorten(name) : name;
  const right = cells.map((cell) => cell.padStart(8)).join("");
  return left.padEnd(nameWidth) + right;
}

/** The end of a path says more than its beginning. */
function shorten(name: string) {
  return `  …${name.slice(3 - nameWidth)}`;
}
