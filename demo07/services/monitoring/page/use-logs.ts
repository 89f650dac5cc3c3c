import { useEffect, useState } from "react";
import {
  type LogFilterValues,
  loadLogs,
  noLines,
  type Shown,
} from "./follow-logs.ts";
import { getJson } from "./get-json.ts";

const settleMs = 200;

/** The lines that match the filter; while it is live, read once a second. */
export function useLogs(filter: LogFilterValues, isLive: boolean) {
  const { service, level, q } = filter;
  const [entries, setEntries] = useState(noLines.entries);
  const [isStale, setStale] = useState(false);

  useEffect(() => {
    let shown: Shown = noLines;
    let isObsolete = false;

    async function update() {
      const filter = { service, level, q };
      const loaded = await loadLogs(filter, shown, getJson).catch(() => {});
      if (isObsolete) return;
      if (loaded) {
        shown = loaded;
        setEntries(loaded.entries);
      }
      setStale(!loaded);
      if (isLive) timer = setTimeout(update, 1_000);
    }

    // Wait for the next key: no request for every letter that is typed.
    let timer = setTimeout(update, settleMs);
    return () => {
      isObsolete = true;
      clearTimeout(timer);
    };
  }, [service, level, q, isLive]);

  return { entries, isStale };
}
