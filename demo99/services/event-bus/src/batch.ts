import type { StoredEvent } from "#commons/events/event.ts";

/** Subscribers take bodies of 1 MB. */
const mostBytes = 500_000;

/** As many events from the start as fit into one delivery; at least one. */
export function firstBatch(events: StoredEvent[]): StoredEvent[] {
  let bytes = 0;
  const end = events.findIndex((event, index) => {
    bytes += Buffer.byteLength(JSON.stringify(event));
    return index > 0 && bytes > mostBytes;
  });
  return end === -1 ? events : events.slice(0, end);
}
