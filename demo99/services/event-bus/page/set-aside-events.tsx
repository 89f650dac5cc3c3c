import { type Shown, timeOf } from "./overview.ts";
import type { Staff } from "./use-subscribers.ts";

type Props = { overview: Shown; staff: Staff };

/** What a subscriber has refused. */
export function SetAsideEvents({ overview, staff }: Props) {
  const { setAside } = overview;
  if (setAside.length === 0) return null;
  const names = [...new Set(setAside.map(({ subscriber }) => subscriber))];
  return (
    <section>
      <h2>Set aside</h2>
      <p>
        Refused by a subscriber, which was given the events after them. An event
        is set aside after five refusals; if staff had it delivered again, after
        one more.
      </p>
      <table className="set-aside">
        <thead>
          <tr>
            <th scope="col">event</th>
            <th scope="col">refused by</th>
            {staff.isLoggedIn && <th scope="col">for staff</th>}
          </tr>
        </thead>
        <tbody>
          {setAside.map((event) => (
            <Row
              key={`${event.subscriber} ${event.position}`}
              {...{ event, staff }}
            />
          ))}
        </tbody>
      </table>
      {staff.isLoggedIn && (
        <div className="deliver-all">
          {names.map((name) => (
            <button
              type="button"
              key={name}
              onClick={() => staff.requeue(name)}
            >
              Deliver all again to {name}
            </button>
          ))}
        </div>
      )}
    </section>
  );
}

type RowProps = { event: Shown["setAside"][number]; staff: Staff };

function Row({ event, staff }: RowProps) {
  const { subscriber, position, id, type, error, at, isRequeued } = event;
  return (
    <tr>
      <td>
        {type} <span className="number">#{position}</span>
        <small className="id">{id}</small>
      </td>
      <td>
        {subscriber} at {timeOf(at)}
        <small className="id">{error}</small>
      </td>
      {staff.isLoggedIn && (
        <td>
          <button
            type="button"
            disabled={isRequeued}
            onClick={() => staff.requeue(subscriber, [id])}
            aria-label={`Deliver ${id} again to ${subscriber}`}
          >
            {isRequeued ? "Delivering …" : "Deliver again"}
          </button>
        </td>
      )}
    </tr>
  );
}
