import { escapeControls } from "../../stage/escape.ts";
import type { Paint } from "../../stage/paint.ts";
import type { Comparison, FileChange } from "./compare.ts";
import { describeFigures, figuresOf } from "./figures.ts";
import { groups } from "./groups.ts";
import type { Hunk } from "./hunks.ts";

const width = 80;

/** The whole comparison as a unified diff, group by group. */
export function renderDiff(comparison: Comparison, paint: Paint): string {
  const { from, to, changes } = comparison;
  if (changes.length === 0) return `${from} and ${to} do not differ.`;
  return groups
    .map((group) => {
      const members = changes.filter((change) => change.group === group);
      if (members.length === 0) return "";
      const figures = describeFigures(figuresOf(members));
      const heading = rule("━", ` ${from} → ${to}: ${group} `, ` ${figures} `);
      const files = members.map((change) => renderFile(change, paint));
      return [paint("bold", heading), ...files].join("\n\n");
    })
    .filter((part) => part !== "")
    .join("\n\n");
}

function renderFile(change: FileChange, paint: Paint) {
  const { path, oldPath, status, added, removed } = change;
  const figures = status === "binary" ? "" : `  +${added} −${removed}`;
  const heading = rule(
    "─",
    ` ${escapeControls(path)} `,
    ` ${status}${figures} `,
  );
  const origin = oldPath ? [paint("dim", `from ${oldPath}`)] : [];
  const hunks = change.hunks.flatMap((hunk) => renderHunk(hunk, paint));
  return [paint("cyan", heading), ...origin, ...hunks].join("\n");
}

function renderHunk(hunk: Hunk, paint: Paint) {
  const { oldStart, oldLines, newStart, newLines, lines } = hunk;
  const painted = lines.map((line) => paintLine(escapeControls(line), paint));
  // A new or deleted file needs no line numbers.
  if (oldLines === 0 || newLines === 0) return painted;
  const place = `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@`;
  return [paint("dim", place), ...painted];
}

function paintLine(line: string, paint: Paint) {
  if (line.startsWith("+")) return paint("green", line);
  if (line.startsWith("-")) return paint("red", line);
  return line.startsWith("\\") ? paint("dim", line) : line;
}

/** A line across the terminal with a name on the left, figures on the right. */
function rule(stroke: string, left: string, right: string) {
  const free = width - left.length - right.length - 4;
  const middle = stroke.repeat(Math.max(free, 1));
  return stroke.repeat(2) + left + middle + right + stroke.repeat(2);
}
