import { diffWordsWithSpace } from "diff";

/** A stretch of a line, from one character up to another. */
export type Mark = { start: number; end: number };

/** Where, inside two lines that replace each other, the words differ. */
export function markWords(before: string, after: string) {
  const left: Mark[] = [];
  const right: Mark[] = [];
  let leftEnd = 0;
  let rightEnd = 0;
  for (const { value, added, removed } of diffWordsWithSpace(before, after)) {
    const { length } = value;
    if (removed) left.push({ start: leftEnd, end: leftEnd + length });
    if (added) right.push({ start: rightEnd, end: rightEnd + length });
    if (!added) leftEnd += length;
    if (!removed) rightEnd += length;
  }
  return { left, right };
}
