import type { CartLine } from "./cart.ts";

/** The line as it is sold. */
export function toSold({ knownAt, isStale, ...line }: CartLine) {
  return line;
}

/** The line as it is shown: a price that may be old has its time. */
export function toShown(line: CartLine) {
  const { knownAt: asOf, isStale } = line;
  return isStale ? { ...toSold(line), asOf } : toSold(line);
}
