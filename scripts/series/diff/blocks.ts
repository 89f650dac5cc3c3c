import type { Hunk } from "./hunks.ts";

/** A run of changed lines; the texts are without space. */
export type Block = { line: number; removed: string; added: string };

/** The blocks of a hunk; `line` is the number in the new text. */
export function blocksOf({ lines, newStart }: Hunk): Block[] {
  const blocks: Block[] = [];
  let line = newStart;
  let block: Block | undefined;
  for (const text of lines) {
    const sign = text[0];
    if (sign === " ") block = undefined;
    else if (!block) {
      block = { line, removed: "", added: "" };
      blocks.push(block);
    }
    const code = squeeze(text.slice(1));
    if (block && sign === "-") block.removed += code;
    if (block && sign === "+") block.added += code;
    if (sign === " " || sign === "+") line += 1;
  }
  return blocks;
}

/** A formatter moves line ends, and the commas before them. */
function squeeze(code: string) {
  return code.replace(/[\s,]/g, "");
}
