import { countOf, type Shown } from "./overview.ts";

const list = new Intl.ListFormat("en");

/** The state of the bus in one sentence. */
export function Summary({ overview }: { overview: Shown }) {
  const { position, subscribers, deliveredBy } = overview;
  const waiting = subscribers.filter((it) => it.waitingUntil);
  const stored = `${countOf(position, "event")} stored.`;

  if (!deliveredBy) {
    return (
      <p role="alert" className="notice few">
        <strong>No instance delivers.</strong> {stored} An instance of the bus
        takes over within a lease.
      </p>
    );
  }
  if (waiting.length > 0) {
    const names = list.format(waiting.map(({ name }) => name));
    return (
      <p role="status" className="notice few">
        <strong>Events wait for {names}.</strong> {stored} None is lost: the bus
        tries again, at least every 5 seconds.
      </p>
    );
  }
  return (
    <p role="status" className="notice">
      <strong>{stored}</strong> Delivered by {deliveredBy}, to each subscriber
      in order.
    </p>
  );
}
