import type { Broker, Queue } from "#commons/broker.ts";
import { storedEvent } from "#commons/events/event.ts";
import { type EventHandlers, findHandler } from "#commons/events/subscriber.ts";
import { parse } from "#commons/validate.ts";

/** The queue of a subscriber, and the topic of all that the bus puts there. */
export const queueOf = (subscriber: string) => `events.${subscriber}`;

/**
 * Handles the events of the subscriber's queue, if the bus delivers through the
 * broker. A failure is the broker's to repeat: events behind it do not wait.
 */
export async function consumeEvents(
  broker: Pick<Broker, "consume">,
  subscriber: string,
  handlers: EventHandlers,
): Promise<void> {
  const name = queueOf(subscriber);
  const queue: Queue = { name, topics: [name] };
  await broker.consume(queue, async ({ content }) => {
    await findHandler(handlers, parse(storedEvent, content))?.();
  });
}
