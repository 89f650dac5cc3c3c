import { deliveries } from "#commons/events/bus-metrics.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import type { Handled } from "#commons/events/handle-in-order.ts";
import type { Log } from "#commons/log.ts";
import { firstBatch } from "./batch.ts";
import type { EventRepository } from "./event-repository.ts";
import type { SetAside, SetAsideRepository } from "./set-aside-repository.ts";
import {
  afterFailure,
  afterReply,
  afterSuccess,
  type Subscriber,
} from "./subscriber.ts";
import type { SubscriberClient } from "./subscriber-client.ts";
import type { SubscriberRepository } from "./subscriber-repository.ts";

const batchSize = 100;

type Parts = {
  events: EventRepository;
  subscribers: SubscriberRepository;
  setAside: SetAsideRepository;
  client: SubscriberClient;
  /** Whether this instance is the one that delivers. */
  isHeld: () => boolean;
  log: Pick<Log, "warn">;
  now: () => number;
};

/**
 * Delivers the log to a subscriber, batch by batch, in order and at least once:
 * the cursor moves after the reply. No state is kept between two batches, so
 * that another instance can go on at any time.
 */
export function createDeliveryService(parts: Parts) {
  const { events, subscribers, setAside, client, isHeld, log, now } = parts;

  /** The reply, or undefined after a failure, which is stored. */
  async function send(
    to: Subscriber,
    batch: StoredEvent[],
  ): Promise<Handled | undefined> {
    const subscriber = to.name;
    try {
      const reply = await client.deliver(subscriber, batch);
      const { handled, error } = reply;
      const outcome = error === undefined ? "handled" : "refused";
      deliveries.inc({ subscriber, outcome });
      const what = `event ${batch[handled]?.id}`;
      if (error) log.warn(`${subscriber} has refused ${what}: ${error}`);
      return reply;
    } catch (error) {
      const { message } = error as Error;
      deliveries.inc({ subscriber, outcome: "failed" });
      log.warn(`${subscriber} gets events later: ${message}`);
      await subscribers.replace(to, afterFailure(to, message, now()));
      return undefined;
    }
  }

  async function deliverNext(to: Subscriber): Promise<boolean> {
    // After a failure, a single event finds out whether all is well again.
    const size = to.failures > 0 ? 1 : batchSize;
    const batch = firstBatch(await events.list(to.position, size));
    if (batch.length === 0) return false;
    const reply = await send(to, batch);
    if (!reply) return false;
    const { next, setAside: refused } = afterReply(to, batch, reply, now());
    // The next holder of the lease may have delivered it meanwhile.
    if (refused && !isHeld()) return false;
    if (refused) await keep(to, refused, reply.error);
    // A replay has delivered again what had been set aside.
    if (to.replay && reply.handled > 0) {
      const end = to.position + reply.handled;
      await setAside.remove(to.name, to.position + 1, end);
    }
    await subscribers.replace(to, next);
    return true;
  }

  /** Delivers one event of those that were set aside, out of order. */
  async function deliverAgain(
    to: Subscriber,
    { position }: SetAside,
  ): Promise<boolean> {
    const batch = await events.list(position - 1, 1);
    const reply = await send(to, batch);
    if (!reply) return false;
    if (reply.handled === 1) await setAside.remove(to.name, position, position);
    else await keep(to, batch[0] as StoredEvent, reply.error);
    // There was a reply, so the subscriber is waited for no longer.
    if (to.failures > 0) await subscribers.replace(to, afterSuccess(to));
    return true;
  }

  async function keep(to: Subscriber, event: StoredEvent, error = "") {
    log.warn(`event ${event.id} is set aside for ${to.name}`);
    await setAside.put(to.name, event, error, new Date(now()));
  }

  return {
    /** Delivers one batch; true if there may be another one to deliver now. */
    async step(name: string): Promise<boolean> {
      const to = await subscribers.find(name);
      if (!to || !isHeld() || now() < to.retryAt) return false;
      const requeued = await setAside.findRequeued(name);
      return requeued ? deliverAgain(to, requeued) : deliverNext(to);
    },

    /** The subscribers with something to deliver now. */
    async listDue(): Promise<string[]> {
      if (!isHeld()) return [];
      const [all, last, requeuing] = await Promise.all([
        subscribers.list(),
        events.lastPosition(),
        setAside.listRequeuing(),
      ]);
      return all
        .filter(({ retryAt }) => retryAt <= now())
        .filter((it) => it.position < last || requeuing.includes(it.name))
        .map(({ name }) => name);
    },
  };
}
