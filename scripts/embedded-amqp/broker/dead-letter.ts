import { encodeProperties, type Fields } from "../wire/codec.ts";
import { type Entry, type Message, propertiesOf } from "./message.ts";
import type { QueueDefinition } from "./queue.ts";

type Death = Fields & { queue: string; reason: string; count: number };

/**
 * A message that has died in a queue, as its dead letter exchange gets it, with
 * the headers of RabbitMQ ("Dead Letter Exchanges"). Undefined if the queue
 * has no such exchange.
 */
export function deadLetterOf(
  { message, reason = "expired" }: Entry,
  { name, arguments: given }: QueueDefinition,
): Message | undefined {
  const exchange = given["x-dead-letter-exchange"];
  if (exchange === undefined) return undefined;
  const { expiration, ...properties } = propertiesOf(message);
  const headers = properties.headers ?? {};
  const deaths = deathsOf(message);
  const before = deaths.find(
    (death) => death.queue === name && death.reason === reason,
  );
  const death = {
    count: (before?.count ?? 0) + 1,
    reason,
    queue: name,
    time: { "!": "timestamp", value: Math.floor(Date.now() / 1_000) },
    exchange: message.exchange,
    "routing-keys": [message.routingKey],
    ...(expiration && { "original-expiration": expiration }),
  };
  return {
    exchange,
    routingKey: given["x-dead-letter-routing-key"] ?? message.routingKey,
    body: message.body,
    properties: encodeProperties({
      ...properties,
      headers: {
        "x-first-death-exchange": message.exchange,
        "x-first-death-queue": name,
        "x-first-death-reason": reason,
        ...headers,
        "x-death": [death, ...deaths.filter((one) => one !== before)],
      },
    }),
  };
}

/**
 * Whether a dead letter has been in this queue before, and no consumer has
 * rejected it since: it would go round for ever, and is dropped.
 */
export function isCycle(letter: Message, queue: string): boolean {
  const deaths = deathsOf(letter);
  const last = deaths.findIndex((death) => death.queue === queue);
  const cycle = deaths.slice(0, last + 1);
  return last >= 0 && cycle.every(({ reason }) => reason !== "rejected");
}

function deathsOf(message: Message): Death[] {
  return (propertiesOf(message).headers?.["x-death"] as Death[]) ?? [];
}
