import { useState } from "react";
import { LogFilter } from "./log-filter.tsx";
import { LogLine } from "./log-line.tsx";
import { useLogs } from "./use-logs.ts";

/** The log lines of all instances, the latest first. */
export function Logs({ services }: { services: string[] }) {
  const [query, setQuery] = useState({ service: "", level: "", q: "" });
  const [isLive, setLive] = useState(true);
  const { entries, isStale } = useLogs(query, isLive);
  return (
    <section>
      <h2>Logs</h2>
      <LogFilter services={services} query={query} onChange={setQuery}>
        <label className="live">
          <input
            type="checkbox"
            checked={isLive}
            onChange={(event) => setLive(event.target.checked)}
          />
          live
        </label>
      </LogFilter>
      {isStale && <p className="notice bad">The logs cannot be loaded.</p>}
      {entries.length === 0 && <p className="notice">No log line matches.</p>}
      <ol className="logs">
        {entries.map((entry) => (
          <LogLine key={entry.number} entry={entry} />
        ))}
      </ol>
    </section>
  );
}
