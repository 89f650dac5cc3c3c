import {
  createTwoFilesPatch,
  type StructuredPatchHunk,
  structuredPatch,
} from "diff";

/** A run of lines, each beginning with "+", "-", " ", or "\" for a remark. */
export type Hunk = StructuredPatchHunk;

// An editor that writes CRLF has not changed a line.
const options = { context: 3, stripTrailingCr: true };

/** The differences between two texts, with three unchanged lines around. */
export function hunksBetween(before: string, after: string) {
  return structuredPatch("", "", before, after, "", "", options).hunks;
}

/** The same as one patch, with all unchanged lines. */
export function wholePatch(path: string, before: string, after: string) {
  const whole = { ...options, context: Infinity };
  return createTwoFilesPatch(path, path, before, after, "", "", whole);
}

export function countLines(hunks: Hunk[]) {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  const count = (sign: string) =>
    lines.filter((line) => line.startsWith(sign)).length;
  return { added: count("+"), removed: count("-") };
}
