import type { Broker } from "#commons/broker.ts";
import { queueOf } from "#commons/events/consumer.ts";
import type { StoredEvent } from "#commons/events/event.ts";
import type { Handled } from "#commons/events/handle-in-order.ts";
import type { SubscriberClient } from "./subscriber-client.ts";

/** Delivers through the broker, which has a queue for each subscriber. */
export function createSubscriberQueues(
  broker: Pick<Broker, "publish">,
): SubscriberClient {
  return {
    /** Events count as handled once the broker has stored them. */
    async deliver(name: string, events: StoredEvent[]): Promise<Handled> {
      const outcomes = await Promise.allSettled(
        events.map((event) => {
          const { id, b3 } = event;
          return broker.publish(queueOf(name), event, { id, b3 });
        }),
      );
      const failed = outcomes.findIndex(({ status }) => status === "rejected");
      const first = outcomes[0];
      if (first?.status === "rejected") throw first.reason;
      return { handled: failed === -1 ? events.length : failed };
    },
  };
}
