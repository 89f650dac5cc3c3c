import { useEffect, useState } from "react";
import type { LogEntry } from "../src/log-entry.ts";

export type LogQuery = { service: string; level: string; q: string };

const shownLines = 300;
const settleMs = 200;

/** The lines that match, the latest first; live, until that is switched off. */
export function useLogs({ service, level, q }: LogQuery, isLive: boolean) {
  const [entries, setEntries] = useState<LogEntry[]>([]);
  const [isStale, setStale] = useState(false);

  useEffect(() => {
    const query = queryOf({ service, level, q });
    let source: EventSource | undefined;
    let isGone = false;

    function add(newer: LogEntry[]) {
      if (!isGone) setEntries((before) => merge(before, newer));
    }

    async function load() {
      const found = await search(query).catch(() => undefined);
      if (isGone) return;
      if (found) setEntries(found.toReversed());
      setStale(!found);
    }

    function follow() {
      source = new EventSource(`/logs/stream?${query}`);
      source.onopen = load;
      source.onerror = () => setStale(true);
      source.onmessage = ({ data }) => add(JSON.parse(data));
    }

    // Not with every letter that is typed.
    const timer = setTimeout(isLive ? follow : load, settleMs);
    return () => {
      isGone = true;
      clearTimeout(timer);
      source?.close();
    };
  }, [service, level, q, isLive]);

  return { entries, isStale };
}

function merge(before: LogEntry[], newer: LogEntry[]): LogEntry[] {
  const last = before[0]?.number ?? 0;
  const added = newer.filter(({ number }) => number > last).toReversed();
  return [...added, ...before].slice(0, shownLines);
}

function queryOf(query: LogQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== "");
  return new URLSearchParams(given).toString();
}

async function search(query: string): Promise<LogEntry[]> {
  const response = await fetch(`/logs?${query}&limit=${shownLines}`, {
    signal: AbortSignal.timeout(2_000),
  });
  if (!response.ok) throw new Error(`Monitoring says ${response.status}.`);
  return (await response.json()).items;
}
