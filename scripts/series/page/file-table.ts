import type { FileChange } from "../diff/compare.ts";
import { hunksBetween } from "../diff/hunks.ts";
import { renderLine } from "./code-line.ts";
import { highlightLines, type Piece } from "./highlight.ts";
import { type Cell, type Row, rowsOf } from "./rows.ts";
import { type Section, sectionsOf } from "./sections.ts";

type Side = { lines: Piece[][]; sign: "+" | "−"; name: "added" | "removed" };
type Sides = { left: Side; right: Side };

/** A file's two versions side by side, or the only one there is. */
export function renderFileTable(change: FileChange): string {
  if (change.status === "binary") return "<p>No text: not shown.</p>";
  const [hunk] = hunksBetween(change.before, change.after, Infinity);
  if (!hunk) return "<p>Nothing but its place has changed.</p>";
  const sides: Sides = {
    left: {
      lines: highlightLines(change.before, change.oldPath ?? change.path),
      sign: "−",
      name: "removed",
    },
    right: {
      lines: highlightLines(change.after, change.path),
      sign: "+",
      name: "added",
    },
  };
  const shown = shownSides(change, sides);
  const sections = sectionsOf(rowsOf(hunk));
  const bodies = sections.map((section) => renderSection(section, shown));
  const columns = '<col class="number"><col>'.repeat(shown.length);
  return `<table><colgroup>${columns}</colgroup>${bodies.join("")}</table>`;
}

type ShownSide = Side & { key: "left" | "right" };

/** A file that is wholly new needs no empty half beside it. */
function shownSides({ status }: FileChange, { left, right }: Sides) {
  const sides: ShownSide[] = [];
  if (status !== "new") sides.push({ ...left, key: "left" });
  if (status !== "gone") sides.push({ ...right, key: "right" });
  return sides;
}

function renderSection({ isFolded, rows }: Section, sides: ShownSide[]) {
  const lines = rows.map((row) => renderRow(row, sides)).join("");
  if (!isFolded) return `<tbody>${lines}</tbody>`;
  const button = `<button type="button">show ${rows.length} unchanged lines</button>`;
  const columns = sides.length * 2;
  return `<tbody class="fold"><tr><td colspan="${columns}">${button}</td></tr></tbody><tbody hidden>${lines}</tbody>`;
}

function renderRow(row: Row, sides: ShownSide[]) {
  const cells = sides.map((side) => renderCell(row[side.key], row, side));
  return `<tr>${cells.join("")}</tr>\n`;
}

function renderCell(cell: Cell | undefined, row: Row, side: ShownSide) {
  if (!cell) return '<th></th><td class="nothing"></td>';
  const code = renderLine(side.lines[cell.number - 1] ?? [], cell.marks);
  const state = row.isChanged
    ? ` class="${side.name}" data-sign="${side.sign}"`
    : "";
  return `<th>${cell.number}</th><td${state}>${code}</td>`;
}
