import { budget, countedBy, hasBudget } from "../diff/budget.ts";
import type { Comparison } from "../diff/compare.ts";
import { type Figures, figuresOf } from "../diff/figures.ts";
import { groups } from "../diff/groups.ts";

/** The head of the page: its title, the figures, the controls. */
export function renderSummary(comparison: Comparison): string {
  const { from, to, changes } = comparison;
  const rows = groups.flatMap((group) => {
    const members = changes.filter((change) => change.group === group);
    if (members.length === 0) return [];
    return [renderRow(group, figuresOf(members))];
  });
  const total = renderRow("total", figuresOf(changes));
  return `<header>
<div class="title">
<h1>${from} → ${to}</h1>
<div class="controls">
<button type="button" id="smaller" aria-label="smaller type">A−</button>
<button type="button" id="larger" aria-label="larger type">A+</button>
<button type="button" id="theme">light or dark</button>
<span><kbd>j</kbd> next file <kbd>k</kbd> previous <kbd>+</kbd> <kbd>−</kbd> size</span>
</div>
</div>
<table class="figures">
<thead><tr><th></th><th>files</th><th>added</th><th>removed</th></tr></thead>
<tbody>${rows.join("")}</tbody>
<tfoot>${total}${renderBudget(comparison)}</tfoot>
</table>
</header>`;
}

function renderBudget(comparison: Comparison) {
  if (!hasBudget(comparison)) return "";
  const counted = figuresOf(countedBy(comparison));
  return renderRow("counted by the budget", counted, budget);
}

function renderRow(name: string, figures: Figures, limit?: Figures) {
  const cells = (["files", "added", "removed"] as const).map((column) => {
    const of = limit ? ` <small>of ${limit[column]}</small>` : "";
    return `<td>${figures[column]}${of}</td>`;
  });
  return `<tr><th scope="row">${name}</th>${cells.join("")}</tr>`;
}
