import type { Overview } from "../src/status-service.ts";

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "medium",
  hourCycle: "h23",
});

/** The latest changes of state, the latest first. */
export function Changes({ overview: { changes } }: { overview: Overview }) {
  if (changes.length === 0) return null;
  return (
    <section>
      <h2>Changes</h2>
      <ol className="changes">
        {changes.map(({ number, at, became, service, instanceId, reason }) => (
          <li key={number}>
            <time dateTime={new Date(at).toISOString()}>{time.format(at)}</time>
            <span className={`state ${became.toLowerCase()}`}>{became}</span>
            <span className="id">
              {service} <small>{instanceId}</small>
              {reason && <small>{reason}</small>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
