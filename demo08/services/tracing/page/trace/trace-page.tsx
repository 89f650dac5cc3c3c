import { useEffect } from "react";
import { joinSpans } from "../../src/trace-tree.ts";
import { count, formatDayAndTime, formatDuration } from "../format.ts";
import { summaryOf, type TraceSummary } from "../summary.ts";
import { criticalPath } from "./critical-path.ts";
import { waterfallRowsOf } from "./rows.ts";
import { useTrace } from "./use-trace.ts";
import { Waterfall } from "./waterfall.tsx";
import { WhereTimeWent } from "./where-time-went.tsx";

/** The trace of one request through the services. */
export function TracePage({ traceId }: { traceId: string }) {
  const { spans, error, isWaiting } = useTrace(traceId);

  useEffect(() => {
    document.title = `Trace ${traceId}`;
  }, [traceId]);

  if (!spans) {
    return (
      <p
        role="status"
        className={error && !isWaiting ? "notice bad" : "notice"}
      >
        {error ? error.message : "Loading …"}
        {error && isWaiting && " Its spans may be on their way."}
      </p>
    );
  }
  const roots = joinSpans(spans);
  const segments = roots.slice(0, 1).flatMap(criticalPath);
  return (
    <article>
      <Facts summary={summaryOf(spans)} />
      <WhereTimeWent segments={segments} />
      <Waterfall rows={waterfallRowsOf(roots)} segments={segments} />
    </article>
  );
}

function Facts({ summary }: { summary: TraceSummary }) {
  const { traceId, service, name, start, duration } = summary;
  return (
    <header className="facts">
      <h2>
        {service}: {name}
      </h2>
      <p>
        <strong>{formatDuration(duration)}</strong>,{" "}
        {count(summary.spanCount, "span")} of{" "}
        {count(summary.services.length, "service")},{" "}
        <span className={summary.errorCount > 0 ? "error" : ""}>
          {count(summary.errorCount, "error")}
        </span>
        , {formatDayAndTime(start)}
      </p>
      <p className="id">
        <a href={`/api/v2/trace/${traceId}`}>{traceId}</a>
      </p>
    </header>
  );
}
