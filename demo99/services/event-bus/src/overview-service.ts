import type { LeaseRepository } from "#commons/lease/lease-repository.ts";
import type { EventRepository } from "./event-repository.ts";
import type { SetAsideRepository } from "./set-aside-repository.ts";
import type { SubscriberService } from "./subscriber-service.ts";

const shownEvents = 30;
const shownSetAside = 100;

type Parts = {
  events: EventRepository;
  subscribers: SubscriberService;
  setAside: SetAsideRepository;
  leases: LeaseRepository;
};

export type OverviewService = ReturnType<typeof createOverviewService>;
export type Overview = Awaited<ReturnType<OverviewService["get"]>>;

/**
 * The data of the page, which needs no login: without the data of events, since
 * comments that were rejected are among them.
 */
export function createOverviewService(parts: Parts) {
  const { events, subscribers, setAside, leases } = parts;

  return {
    async get() {
      const last = await events.lastPosition();
      const newest = await events.list(last - shownEvents, shownEvents);
      return {
        position: last,
        events: newest.reverse().map(({ data, b3, ...shown }) => {
          return { ...shown, traceId: recordedTrace(b3) };
        }),
        subscribers: await subscribers.list(),
        setAside: await setAside.list(shownSetAside),
        deliveredBy: await leases.findHolder(),
      };
    },
  };
}

/** Undefined if the trace was not recorded, since only a share of them is. */
function recordedTrace(b3?: string): string | undefined {
  const [, traceId] = /^(\w+)-\w+-1$/.exec(b3 ?? "") ?? [];
  return traceId;
}
