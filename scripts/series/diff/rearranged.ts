import { blocksOf } from "./blocks.ts";
import type { FileChange } from "./compare.ts";

/** Shorter pieces of code can be equal by chance. */
const worthMoving = 60;

/** A sentence for each place where only the format has changed. */
export function findReformatted({ path, hunks }: FileChange): string[] {
  return hunks
    .flatMap(blocksOf)
    .filter(({ removed, added }) => removed !== "" && removed === added)
    .map(({ line }) => `${path}:${line} is the same code in another format.`);
}

/** A sentence for each piece of code that was removed and added elsewhere. */
export function findMoved(changes: FileChange[]): string[] {
  const blocks = changes.flatMap(({ path, hunks }) =>
    hunks.flatMap(blocksOf).map((block) => ({ ...block, path })),
  );
  return blocks
    .filter(({ removed }) => removed.length >= worthMoving)
    .flatMap((from) =>
      blocks
        .filter((to) => to !== from && to.added.includes(from.removed))
        .map((to) => `${to.path}:${to.line} is code from ${from.path}, moved.`),
    );
}
