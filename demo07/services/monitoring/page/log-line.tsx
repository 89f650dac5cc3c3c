import type { LogEntry } from "../src/log-batch.ts";

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "medium",
  hourCycle: "h23",
});

export function LogLine({ entry }: { entry: LogEntry }) {
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
