import { createBatchQueue } from "#commons/batch-queue.ts";
import type { Broker } from "#commons/broker.ts";

const intervalMs = 100;

export type Announce<Item> = (item: Item) => void;

/**
 * Announces what has changed, some changes in one message, to all subscribers of
 * the topic. A caller neither waits nor fails; while the broker is unavailable,
 * the latest 5,000 changes wait for it.
 */
export function createAnnouncements<Item>(
  broker: Pick<Broker, "announce">,
  topic: string,
): Announce<Item> {
  const announce = (items: Item[]) => broker.announce(topic, { items });
  return createBatchQueue(announce, { intervalMs }).add;
}
