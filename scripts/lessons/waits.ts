import type { Visit } from "./visitors.ts";

/** The duration of a visit, so far if it still waits. */
export function msOf({ since, until = performance.now() }: Visit): number {
  return until - since;
}

/** NaN without values. */
export function median(values: number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/**
 * The share of visits that got this status in time; 0 without visits. A visit
 * that still waits counts once its time is over.
 */
export function shareOf(visits: Visit[], status: number, withinMs: number) {
  const judged = visits.filter(
    (visit) => visit.status !== undefined || msOf(visit) > withinMs,
  );
  const inTime = judged.filter(
    (visit) => visit.status === status && msOf(visit) <= withinMs,
  );
  return judged.length > 0 ? inTime.length / judged.length : 0;
}

/** "24 × 503, 6 wait". */
export function describeVisits(visits: Visit[]): string {
  const counts = new Map<string, number>();
  for (const { status } of visits) {
    const what = status === undefined ? "wait" : `× ${status || "no reply"}`;
    counts.set(what, (counts.get(what) ?? 0) + 1);
  }
  return [...counts].map(([what, count]) => `${count} ${what}`).join(", ");
}

export function inMs(ms: number): string {
  if (Number.isNaN(ms)) return "no time";
  if (ms >= 1_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
