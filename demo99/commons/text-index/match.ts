/** A text that was found. */
export type Match = { key: string; score: number };

/** The best first, then by key: an order that is the same everywhere. */
export function byScore(a: Match, b: Match): number {
  if (a.score !== b.score) return b.score - a.score;
  return a.key < b.key ? -1 : 1;
}
