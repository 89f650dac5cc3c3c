import type { Overview } from "../src/overview-service.ts";

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "medium",
  hourCycle: "h23",
});

/** Registrations, cancellations and evictions, the latest first. */
export function LeaseHistoryList({ overview }: { overview: Overview }) {
  if (overview.happenings.length === 0) return null;
  return (
    <section>
      <h2>Recent changes</h2>
      <ol className="history">
        {overview.happenings.map(({ number, at, happening, app, id }) => (
          <li key={number}>
            <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>
            <span className={`happening ${happening}`}>{happening}</span>
            <span className="id">
              {app} {id}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
