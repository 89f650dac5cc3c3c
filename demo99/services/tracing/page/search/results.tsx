import { useState } from "react";
import { Link } from "#client/pages/navigation.tsx";
import { count, formatDuration, formatTime } from "../format.ts";
import type { TraceSummary } from "../summary.ts";

const orders: Record<string, (a: TraceSummary, b: TraceSummary) => number> = {
  "latest first": (a, b) => b.start - a.start,
  "longest first": (a, b) => b.duration - a.duration,
  "most spans first": (a, b) => b.spanCount - a.spanCount,
  "most errors first": (a, b) => b.errorCount - a.errorCount,
};

/** The found traces; the bars compare their durations. */
export function Results({ traces }: { traces: TraceSummary[] }) {
  const [order, setOrder] = useState("latest first");
  if (traces.length === 0) return <NothingFound />;
  const longest = Math.max(...traces.map(({ duration }) => duration), 1);
  return (
    <section>
      <div className="found">
        <p role="status">{count(traces.length, "trace")}</p>
        <select
          aria-label="order"
          value={order}
          onChange={({ target }) => setOrder(target.value)}
        >
          {Object.keys(orders).map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </div>
      <ol className="traces">
        {traces.toSorted(orders[order]).map((trace) => (
          <li key={trace.traceId}>
            <Row trace={trace} longest={longest} />
          </li>
        ))}
      </ol>
    </section>
  );
}

function Row({ trace, longest }: { trace: TraceSummary; longest: number }) {
  const { traceId, service, start, duration, errorCount } = trace;
  const share = Math.max((duration / longest) * 100, 0.5);
  return (
    <Link href={`/trace/${traceId}`} className={errorCount > 0 ? "failed" : ""}>
      <span className="title">
        <strong>{service}</strong> <Request trace={trace} />
        {errorCount > 0 && (
          <span className="error">⚠ {count(errorCount, "error")}</span>
        )}
      </span>
      <time dateTime={new Date(start / 1_000).toISOString()}>
        {formatTime(start)}
      </time>
      <span className="duration">{formatDuration(duration)}</span>
      <span className="bar" style={{ width: `${share}%` }} />
      <span className="services">
        {count(trace.spanCount, "span")}:{" "}
        {trace.services
          .map(({ name, count }) => `${name} ×${count}`)
          .join(", ")}
      </span>
    </Link>
  );
}

/** Method, path and status of the first span, or its name. */
function Request({ trace }: { trace: TraceSummary }) {
  const { name, method, path, status } = trace;
  const title = method && path ? `${method} ${path}` : name;
  const isBad = status !== undefined && Number(status) >= 400;
  return (
    <>
      {title}
      {status && (
        <span className={isBad ? "status bad" : "status"}>{status}</span>
      )}
    </>
  );
}

function NothingFound() {
  return (
    <p className="notice" role="status">
      No trace matches. Spans arrive a moment after their request has ended.
    </p>
  );
}
