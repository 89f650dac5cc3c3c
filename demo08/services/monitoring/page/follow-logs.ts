import type { LogEntry } from "../src/log-batch.ts";

export type LogFilterValues = { service: string; level: string; q: string };

/** The lines shown, the latest first; `last` is where the next page begins. */
export type Shown = { entries: LogEntry[]; last: number | undefined };

type Reply = { items: LogEntry[]; last: number };
type Get = (path: string) => Promise<Reply>;

const maxLines = 300;
export const noLines: Shown = { entries: [], last: undefined };

/**
 * Adds the lines that arrived since. Starts over with the latest lines if there
 * are too many new ones, or if monitoring restarted and counts from 1 again.
 */
export async function loadLogs(
  filter: LogFilterValues,
  shown: Shown,
  get: Get,
): Promise<Shown> {
  const { items, last } = await get(pathOf(filter, shown.last));
  const isBehind = items.length === maxLines;
  if (shown.last !== undefined && (isBehind || last < shown.last)) {
    return loadLogs(filter, noLines, get);
  }
  const entries = [...items.toReversed(), ...shown.entries];
  return { entries: entries.slice(0, maxLines), last };
}

function pathOf(filter: LogFilterValues, after: number | undefined): string {
  const given = Object.entries(filter).filter(([, value]) => value !== "");
  const query = new URLSearchParams(given);
  query.set("limit", `${maxLines}`);
  if (after !== undefined) query.set("after", `${after}`);
  return `/logs?${query}`;
}
