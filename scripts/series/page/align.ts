export type Pair = [left: number | undefined, right: number | undefined];

const enough = 0.5;

/**
 * Puts the lines that replaced each other side by side: those alike first,
 * in order, then what lies between them, as it comes.
 */
export function align(removed: string[], added: string[]): Pair[] {
  const pairs: Pair[] = [];
  let left = 0;
  let right = 0;
  const end: [number, number] = [removed.length, added.length];
  for (const [nextLeft, nextRight] of [...findAlike(removed, added), end]) {
    while (left < nextLeft || right < nextRight) {
      pairs.push([
        left < nextLeft ? left++ : undefined,
        right < nextRight ? right++ : undefined,
      ]);
    }
    if (nextLeft < removed.length) pairs.push([left++, right++]);
  }
  return pairs;
}

/** How much two lines have in common, word by word, from 0 to 1. */
export function likeness(one: string, other: string): number {
  const words = wordsOf(one);
  const others = wordsOf(other);
  const rest = [...others];
  const common = words.filter((word) => {
    const place = rest.indexOf(word);
    if (place >= 0) rest.splice(place, 1);
    return place >= 0;
  });
  return (2 * common.length) / (words.length + others.length || 1);
}

/** The chain of pairs with the greatest likeness in all. */
function findAlike(removed: string[], added: string[]): [number, number][] {
  const best = removed.map(() => added.map(() => 0));
  const at = (row: number, column: number) => best[row]?.[column] ?? 0;
  const score = (row: number, column: number) => {
    const value = likeness(removed[row] ?? "", added[column] ?? "");
    return value >= enough ? value + at(row + 1, column + 1) : 0;
  };
  for (let row = removed.length - 1; row >= 0; row--) {
    for (let column = added.length - 1; column >= 0; column--) {
      (best[row] as number[])[column] = Math.max(
        score(row, column),
        at(row + 1, column),
        at(row, column + 1),
      );
    }
  }
  return follow(at, removed.length, added.length);
}

function follow(
  at: (row: number, column: number) => number,
  rows: number,
  columns: number,
): [number, number][] {
  const chain: [number, number][] = [];
  let row = 0;
  let column = 0;
  while (row < rows && column < columns && at(row, column) > 0) {
    if (at(row, column) === at(row + 1, column)) row += 1;
    else if (at(row, column) === at(row, column + 1)) column += 1;
    else chain.push([row++, column++]);
  }
  return chain;
}

function wordsOf(line: string) {
  return line.match(/\w+|[^\s\w]/g) ?? [];
}
