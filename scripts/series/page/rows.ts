import type { Hunk } from "../diff/hunks.ts";
import { align, likeness } from "./align.ts";
import { type Mark, markWords } from "./words.ts";

export type Cell = { number: number; text: string; marks: Mark[] };
/** One line of two columns; `isChanged` is false where both are the same. */
export type Row = { left?: Cell; right?: Cell; isChanged: boolean };

/** The lines of a hunk side by side. */
export function rowsOf({ lines, oldStart, newStart }: Hunk): Row[] {
  const rows: Row[] = [];
  let removed: Cell[] = [];
  let added: Cell[] = [];
  let oldNumber = oldStart;
  let newNumber = newStart;
  const flush = () => {
    rows.push(...pairUp(removed, added));
    removed = [];
    added = [];
  };
  for (const line of lines) {
    const sign = line[0];
    const text = line.slice(1);
    if (sign === "-") removed.push({ number: oldNumber++, text, marks: [] });
    if (sign === "+") added.push({ number: newNumber++, text, marks: [] });
    if (sign !== " ") continue;
    flush();
    const left = { number: oldNumber++, text, marks: [] };
    const right = { number: newNumber++, text, marks: [] };
    rows.push({ left, right, isChanged: false });
  }
  flush();
  return rows;
}

function pairUp(removed: Cell[], added: Cell[]): Row[] {
  const texts = (cells: Cell[]) => cells.map(({ text }) => text);
  return align(texts(removed), texts(added)).map(([from, to]) => {
    const left = from === undefined ? undefined : removed[from];
    const right = to === undefined ? undefined : added[to];
    if (left && right) markPair(left, right);
    return { ...(left && { left }), ...(right && { right }), isChanged: true };
  });
}

/** In lines that have little in common, marks would be a mosaic. */
function markPair(left: Cell, right: Cell) {
  if (likeness(left.text, right.text) < 0.5) return;
  const marks = markWords(left.text, right.text);
  left.marks = marks.left;
  right.marks = marks.right;
}
