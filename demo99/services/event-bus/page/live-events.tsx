import { type Shown, timeOf } from "./overview.ts";

type Event = Shown["events"][number];

/** The end of the log, the newest first. */
export function LiveEvents({ overview: { events } }: { overview: Shown }) {
  return (
    <section>
      <h2>Newest events</h2>
      {events.length === 0 ? (
        <p>No event is stored yet.</p>
      ) : (
        <ol className="events" aria-label="Newest events">
          {events.map((event) => (
            <Line key={event.position} event={event} />
          ))}
        </ol>
      )}
    </section>
  );
}

function Line({ event }: { event: Event }) {
  const { position, at, type, id, publisher, traceId } = event;
  const trace = `http://${location.hostname}:9411/trace/${traceId}`;
  return (
    <li>
      <span className="number">#{position}</span>
      <time dateTime={at}>{timeOf(at)}</time>
      <strong>{type}</strong>
      <span className="id">
        {id} <small>by {publisher}</small>
      </span>
      {traceId && <a href={trace}>trace</a>}
    </li>
  );
}
