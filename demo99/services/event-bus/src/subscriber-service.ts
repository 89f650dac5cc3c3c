import { NotFound } from "#commons/errors.ts";
import { lag, setAsideEvents } from "#commons/events/bus-metrics.ts";
import type { EventRepository } from "./event-repository.ts";
import type { SetAsideRepository } from "./set-aside-repository.ts";
import { type Progress, progressOf, replayed } from "./subscriber.ts";
import type { SubscriberRepository } from "./subscriber-repository.ts";

export type SubscriberService = ReturnType<typeof createSubscriberService>;

/** What staff see of the subscribers, and do with them. */
export function createSubscriberService(
  subscribers: SubscriberRepository,
  events: Pick<EventRepository, "lastPosition">,
  setAside: SetAsideRepository,
  onWork: () => void = () => {},
) {
  async function list(): Promise<Progress[]> {
    const last = await events.lastPosition();
    const all = await subscribers.list();
    return Promise.all(
      all.map(async (it) =>
        progressOf(it, last, await setAside.count(it.name)),
      ),
    );
  }

  async function get(name: string) {
    const found = await subscribers.find(name);
    if (found) return found;
    throw new NotFound(`There is no subscriber ${name}.`);
  }

  return {
    list,

    /** Delivers the whole log again, from the start. */
    async replay(name: string): Promise<Progress> {
      for (;;) {
        const before = await get(name);
        const after = replayed(before);
        // Otherwise the cursor has moved: the replay has to reach it.
        if (!(await subscribers.replace(before, after))) continue;
        onWork();
        const last = await events.lastPosition();
        return progressOf(after, last, await setAside.count(name));
      }
    },

    /** How many events are delivered again. */
    async requeue(name: string, ids?: string[]): Promise<number> {
      await get(name);
      const count = await setAside.requeue(name, ids);
      onWork();
      return count;
    },

    /** Sets the gauges. */
    async measure(): Promise<void> {
      for (const { name: subscriber, ...it } of await list()) {
        lag.set({ subscriber }, it.lag);
        setAsideEvents.set({ subscriber }, it.setAside);
      }
    },
  };
}
