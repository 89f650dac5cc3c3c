import type { Paint } from "../../stage/paint.ts";
import { budget, countedBy, hasBudget } from "./budget.ts";
import type { Comparison, FileChange } from "./compare.ts";
import { type Figures, figuresOf } from "./figures.ts";
import { type Group, groups } from "./groups.ts";

const nameWidth = 54;

/** The size of a comparison: by file, by group, and in all. */
export function renderStat(comparison: Comparison, paint: Paint): string {
  const { from, to, changes } = comparison;
  const title = row(`${from} → ${to}`, ["files", "added", "removed"]);
  const tables = groups.flatMap((group) =>
    renderGroup(group, comparison, paint),
  );
  const total = row("total", cellsOf(figuresOf(changes)));
  const rows = [paint("dim", title), ...tables, "", paint("bold", total)];
  return [...rows, ...renderBudget(comparison, paint)].join("\n");
}

/** What the lesson's budget counts, and what it allows. */
function renderBudget(comparison: Comparison, paint: Paint) {
  if (!hasBudget(comparison)) return [];
  const figures = figuresOf(countedBy(comparison));
  const counted = row("counted by the budget (see below)", cellsOf(figures));
  const style = isWithin(figures, budget) ? "green" : "red";
  return [
    "",
    paint(style, counted),
    row("budget of a lesson", cellsOf(budget)),
    "",
    paint("dim", "The budget counts commons, existing services and existing"),
    paint("dim", "client files; no tests, styles or API descriptions."),
  ];
}

function renderGroup(group: Group, comparison: Comparison, paint: Paint) {
  const changes = comparison.changes.filter((change) => change.group === group);
  if (changes.length === 0) return [];
  const heading = row(group, cellsOf(figuresOf(changes)));
  return ["", paint("bold", heading), ...changes.map(renderFile)];
}

function renderFile({ path, status, added, removed }: FileChange) {
  if (status === "binary") return row(`  ${path}`, [status, "", ""]);
  const mark = status === "changed" ? "" : status;
  return row(`  ${path}`, [mark, String(added), String(removed)]);
}

function isWithin(figures: Figures, limit: Figures) {
  return (["files", "added", "removed"] as const).every(
    (name) => figures[name] <= limit[name],
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

/** Keeps the end of a path, which is more specific than its beginning. */
function shorten(name: string) {
  return `  …${name.slice(3 - nameWidth)}`;
}
