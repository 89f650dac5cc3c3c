import { countOf, type Shown, timeOf } from "./overview.ts";
import type { Staff } from "./use-subscribers.ts";

type Subscriber = Shown["subscribers"][number];
type Props = { overview: Shown; staff: Staff };

/** Each subscriber's way through the log. */
export function Subscribers({ overview, staff }: Props) {
  const { position: last, subscribers } = overview;
  return (
    <section>
      <h2>Subscribers</h2>
      <table className="subscribers">
        <thead>
          <tr>
            <th scope="col">subscriber</th>
            <th scope="col">position</th>
            <th scope="col">state</th>
            {staff.isLoggedIn && <th scope="col">for staff</th>}
          </tr>
        </thead>
        <tbody>
          {subscribers.map((subscriber) => (
            <Row key={subscriber.name} {...{ subscriber, last, staff }} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

type RowProps = { subscriber: Subscriber; last: number; staff: Staff };

function Row({ subscriber, last, staff }: RowProps) {
  const { name, replay } = subscriber;
  return (
    <tr>
      <th scope="row">{name}</th>
      <td>
        <Position subscriber={subscriber} last={last} />
      </td>
      <td>
        <State subscriber={subscriber} />
      </td>
      {staff.isLoggedIn && (
        <td>
          <button
            type="button"
            disabled={replay !== null}
            onClick={() => staff.replay(name)}
            aria-label={`Replay ${name}`}
          >
            {replay ? "Replaying …" : "Replay"}
          </button>
        </td>
      )}
    </tr>
  );
}

function Position({
  subscriber,
  last,
}: {
  subscriber: Subscriber;
  last: number;
}) {
  const { name, position, lag, replay } = subscriber;
  const end = replay?.until ?? last;
  return (
    <>
      <progress
        aria-label={`position of ${name}`}
        max={Math.max(end, 1)}
        value={end === 0 ? 1 : position}
      />
      <span>
        {position.toLocaleString()} of {end.toLocaleString()}
      </span>
      {lag > 0 && <small>{countOf(lag, "event")} behind</small>}
    </>
  );
}

function State({ subscriber }: { subscriber: Subscriber }) {
  const { state, summary, attempts, waitingUntil, setAside } = subscriber;
  return (
    <>
      <span className={`state ${state.replaceAll(" ", "-")}`}>{summary}</span>
      {waitingUntil && (
        <small>
          {countOf(attempts, "attempt")} failed, the next one is at{" "}
          {timeOf(waitingUntil)}
        </small>
      )}
      {setAside > 0 && (
        <small className="aside">{countOf(setAside, "event")} set aside</small>
      )}
    </>
  );
}
