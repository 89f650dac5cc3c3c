import { escapeControls } from "../stage/escape.ts";
import type { Progress } from "./into.ts";

const shownReasons = 5;

type Wanted = { items: number; posts: number };

/** "1,200 of 10,000 items · 0 of 1,000 posts · 240/s · nothing refused" */
export function renderProgress(
  { items, posts, refused, repeated }: Progress,
  wanted: Wanted,
  seconds: number,
): string {
  return [
    `${count(items)} of ${count(wanted.items)} items`,
    `${count(posts)} of ${count(wanted.posts)} posts`,
    `${count(Math.round((items + posts) / seconds))}/s`,
    refusals(refused),
    ...(repeated > 0 ? [`${count(repeated)} × the rate limit`] : []),
  ].join(" · ");
}

/** What was added, and the most frequent reasons of refusals. */
export function renderSum(
  sum: Progress & { reasons: Map<string, number> },
): string {
  const reasons = [...sum.reasons].toSorted(([, a], [, b]) => b - a);
  const lines = reasons
    .slice(0, shownReasons)
    .map(([reason, times]) => `  ${count(times)} × ${escapeControls(reason)}`);
  const rest = reasons.length - lines.length;
  const more = rest > 0 ? [`  and ${rest} other reasons`] : [];
  const added = `${count(sum.items)} items · ${count(sum.posts)} posts`;
  const first = `Added: ${added} · ${refusals(sum.refused)}.`;
  return [first, ...lines, ...more].join("\n");
}

function refusals(refused: number) {
  return refused === 0 ? "nothing refused" : `${count(refused)} REFUSED`;
}

const count = (number: number) => number.toLocaleString("en");
