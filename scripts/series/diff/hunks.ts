import { type StructuredPatchHunk, structuredPatch } from "diff";

/** A run of lines, each beginning with "+", "-", " ", or "\" for a remark. */
export type Hunk = StructuredPatchHunk;

/** What differs between two texts, with some unchanged lines around it. */
export function hunksBetween(before: string, after: string, context = 3) {
  // An editor that writes CRLF has not changed a line.
  const options = { context, stripTrailingCr: true };
  return structuredPatch("", "", before, after, "", "", options).hunks;
}

export function countLines(hunks: Hunk[]) {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) =>
    lines.filter((line) => line.startsWith(sign)).length;
  return { added: count("+"), removed: count("-") };
}
