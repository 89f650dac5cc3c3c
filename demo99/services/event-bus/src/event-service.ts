import { isDeepStrictEqual } from "node:util";
import { currentB3 } from "#commons/broker/b3.ts";
import { Conflict } from "#commons/errors.ts";
import { eventsStored } from "#commons/events/bus-metrics.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import type { EventRepository, Unstored } from "./event-repository.ts";
import { inGroups } from "./in-groups.ts";
import {
  type EventQuery,
  type NewEvent,
  requirePublisher,
} from "./new-event.ts";

export type EventService = ReturnType<typeof createEventService>;

/** The log of events; `onStored` is called for each group of new ones. */
export function createEventService(
  events: EventRepository,
  onStored: () => void = () => {},
  now = Date.now,
) {
  /** What the log, which has no gaps, has with the id of each event. */
  async function storeAll(group: Unstored[]): Promise<StoredEvent[]> {
    const ids = [...new Set(group.map(({ id }) => id))];
    for (;;) {
      const stored = await events.find(ids);
      const missing = ids.filter((id) => !stored.has(id));
      if (missing.length === 0) {
        return group.map(({ id }) => stored.get(id) as StoredEvent);
      }
      // Then see what is stored: another instance may have been faster.
      await store(
        missing.map((id) => group.find((it) => it.id === id) as Unstored),
      );
    }
  }

  async function store(missing: Unstored[]): Promise<void> {
    const first = (await events.lastPosition()) + 1;
    const count = await events.insert(first, missing);
    if (count === 0) return;
    for (const { type } of missing.slice(0, count)) eventsStored.inc({ type });
    onStored();
  }

  const storeInGroup = inGroups(storeAll);

  return {
    /** Resolves to the position: of a repeated id, the first one. */
    async publish(event: NewEvent, publisher: string): Promise<number> {
      requirePublisher(event, publisher);
      const b3 = currentB3();
      const at = new Date(now()).toISOString();
      const unstored = { ...event, publisher, at, ...(b3 && { b3 }) };
      const stored = await storeInGroup(unstored);
      expectSame(stored, event);
      return stored.position;
    },

    /** A page of the log; `next` is the `after` of the next page, or null. */
    async list({ after, limit }: EventQuery) {
      const found = await events.list(after, limit + 1);
      const items = found.slice(0, limit);
      const isMore = found.length > limit;
      return { items, next: isMore ? (items.at(-1)?.position ?? null) : null };
    },
  };
}

/** Throws Conflict: an id is of one event. */
function expectSame({ type, data }: StoredEvent, event: NewEvent): void {
  const isSame = type === event.type && isDeepStrictEqual(data, event.data);
  if (isSame) return;
  throw new Conflict(
    `The log has the event ${event.id} with another type or other data.`,
  );
}
