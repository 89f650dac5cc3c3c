import { escapeControls } from "../stage/escape.ts";
import type { Progress } from "./into.ts";

const shownReasons = 5;

/** "1,200 items · 0 posts · 240/s · nothing refused" */
export function renderProgress(progress: Progress, seconds: number): string {
  const { items, posts, repeated } = progress;
  const perSecond = Math.round((items + posts) / seconds);
  const limit = repeated > 0 ? [`${count(repeated)} × the rate limit`] : [];
  return [
    ...counts(progress).slice(0, 2),
    `${count(perSecond)}/s`,
    ...counts(progress).slice(2),
    ...limit,
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
  return [`Added: ${counts(sum).join(" · ")}.`, ...lines, ...more].join("\n");
}

function counts({ items, posts, refused }: Progress): string[] {
  return [
    `${count(items)} items`,
    `${count(posts)} posts`,
    refused === 0 ? "nothing refused" : `${count(refused)} REFUSED`,
  ];
}

const count = (number: number) => number.toLocaleString("en");
