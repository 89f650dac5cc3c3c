import type { Comparison } from "../diff/compare.ts";
import { type Figures, figuresOf } from "../diff/figures.ts";
import { groups } from "../diff/groups.ts";

/** The head of the page: its title, the figures, the controls. */
export function renderSummary(comparison: Comparison): string {
  const { from, to, changes, budget } = comparison;
  const rows = groups.flatMap((group) => {
    const members = changes.filter((change) => change.group === group);
    if (members.length === 0) return [];
    const limit = group === "lesson" ? budget : undefined;
    return [renderRow(group, figuresOf(members), limit)];
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
<tfoot>${total}</tfoot>
</table>
</header>`;
}

function renderRow(name: string, figures: Figures, budget?: Figures) {
  const cells = (["files", "added", "removed"] as const).map((column) => {
    const limit = budget ? ` <small>of ${budget[column]}</small>` : "";
    return `<td>${figures[column]}${limit}</td>`;
  });
  return `<tr><th scope="row">${name}</th>${cells.join("")}</tr>`;
}
