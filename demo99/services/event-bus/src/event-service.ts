import { currentB3 } from "#commons/broker/b3.ts";
import { eventsStored } from "#commons/events/bus-metrics.ts";
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
  /** The position of each event, in a log without gaps. */
  async function storeAll(group: Unstored[]): Promise<number[]> {
    const unique = new Map(group.map((event) => [event.id, event]));
    for (;;) {
      const positions = await events.findPositions([...unique.keys()]);
      const missing = [...unique.values()].filter(
        ({ id }) => !positions.has(id),
      );
      const first = missing.length > 0 ? (await events.lastPosition()) + 1 : 0;
      const isStored = await store(first, missing);
      // Otherwise another instance has been faster: see what is left.
      if (!isStored) continue;
      for (const [i, { id }] of missing.entries()) positions.set(id, first + i);
      return group.map(({ id }) => positions.get(id) as number);
    }
  }

  async function store(first: number, missing: Unstored[]): Promise<boolean> {
    if (missing.length === 0) return true;
    if (!(await events.insert(first, missing))) return false;
    for (const { type } of missing) eventsStored.inc({ type });
    onStored();
    return true;
  }

  const storeInGroup = inGroups(storeAll);

  return {
    /** Resolves to the position: of a repeated id, the first one. */
    async publish(event: NewEvent, publisher: string): Promise<number> {
      requirePublisher(event, publisher);
      const b3 = currentB3();
      const at = new Date(now()).toISOString();
      return storeInGroup({ ...event, publisher, at, ...(b3 && { b3 }) });
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
