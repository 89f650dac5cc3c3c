import type { Row } from "./rows.ts";

/** Rows that are shown, or unchanged ones that are folded away. */
export type Section = { isFolded: boolean; rows: Row[] };

const context = 3;
const worthFolding = 3;

/** Folds the unchanged rows that are not near a change. */
export function sectionsOf(rows: Row[]): Section[] {
  const sections: Section[] = [];
  for (const [index, row] of rows.entries()) {
    const near = rows.slice(Math.max(0, index - context), index + context + 1);
    const isFolded = !near.some(({ isChanged }) => isChanged);
    const last = sections.at(-1);
    if (last?.isFolded === isFolded) last.rows.push(row);
    else sections.push({ isFolded, rows: [row] });
  }
  return sections.map(({ isFolded, rows }) => ({
    isFolded: isFolded && rows.length > worthFolding,
    rows,
  }));
}
