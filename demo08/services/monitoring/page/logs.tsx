import { useState } from "react";
import type { LogEntry } from "../src/log-entry.ts";
import { type LogQuery, useLogs } from "./use-logs.ts";

/** What all instances log, in one place. */
export function Logs({ services }: { services: string[] }) {
  const [query, setQuery] = useState({ service: "", level: "", q: "" });
  const [isLive, setLive] = useState(true);
  const { entries, isStale } = useLogs(query, isLive);
  return (
    <section>
      <h2>Logs</h2>
      <Filter services={services} query={query} onChange={setQuery}>
        <label className="live">
          <input
            type="checkbox"
            checked={isLive}
            onChange={(event) => setLive(event.target.checked)}
          />
          live
        </label>
      </Filter>
      {isStale && <p className="notice bad">The logs do not come through.</p>}
      {entries.length === 0 && <p className="notice">No such line.</p>}
      <ol className="logs">
        {entries.map((entry) => (
          <Line key={entry.number} entry={entry} />
        ))}
      </ol>
    </section>
  );
}

type FilterProps = {
  services: string[];
  query: LogQuery;
  onChange: (query: LogQuery) => void;
  children: React.ReactNode;
};

function Filter({ services, query, onChange, children }: FilterProps) {
  return (
    <search className="filter">
      <select
        aria-label="service"
        value={query.service}
        onChange={({ target }) => onChange({ ...query, service: target.value })}
      >
        <option value="">all services</option>
        {services.map((service) => (
          <option key={service}>{service}</option>
        ))}
      </select>
      <select
        aria-label="level"
        value={query.level}
        onChange={({ target }) => onChange({ ...query, level: target.value })}
      >
        <option value="">all levels</option>
        <option value="warn">warnings and errors</option>
        <option value="error">errors</option>
      </select>
      <input
        type="search"
        aria-label="text"
        placeholder="text"
        value={query.q}
        onChange={({ target }) => onChange({ ...query, q: target.value })}
      />
      {children}
    </search>
  );
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "medium" });

function Line({ entry }: { entry: LogEntry }) {
  const { level, service, instanceId, msg, details } = entry;
  return (
    <li className={nameOf(level)}>
      <time dateTime={new Date(entry.time).toISOString()}>
        {time.format(entry.time)}
      </time>
      <span className="level">{nameOf(level)}</span>
      <span className="source">
        {service} {instanceId.split(":").at(-1)}
      </span>
      <span className="message">
        {msg} {details && <small>{details}</small>}
      </span>
    </li>
  );
}

function nameOf(level: number): string {
  if (level >= 50) return "error";
  if (level >= 40) return "warn";
  return level >= 30 ? "info" : "debug";
}
