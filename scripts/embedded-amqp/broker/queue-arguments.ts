import { notImplemented, preconditionFailed } from "../errors.ts";
import type { Fields } from "../wire/codec.ts";

/** What a queue does with its messages; the names are RabbitMQ's. */
export type QueueArguments = {
  "x-message-ttl"?: number;
  "x-dead-letter-exchange"?: string;
  "x-dead-letter-routing-key"?: string;
  "x-max-length"?: number;
  "x-max-length-bytes"?: number;
  "x-overflow"?: "drop-head" | "reject-publish";
  "x-queue-type"?: "classic" | "quorum";
  "x-delivery-limit"?: number;
};

type Check = (value: unknown) => boolean;

const isCount: Check = (value) => Number.isInteger(value) && Number(value) >= 0;
const isText: Check = (value) => typeof value === "string";

const checks: Record<string, Check> = {
  "x-message-ttl": isCount,
  "x-dead-letter-exchange": isText,
  "x-dead-letter-routing-key": isText,
  "x-max-length": isCount,
  "x-max-length-bytes": isCount,
  "x-overflow": isText,
  "x-queue-type": isText,
  "x-delivery-limit": isCount,
  // Where messages are kept, which is no concern of a client.
  "x-queue-mode": isText,
};

/** The implemented values, for arguments that have more in RabbitMQ. */
const implemented: Record<string, unknown[]> = {
  "x-overflow": ["drop-head", "reject-publish"],
  "x-queue-type": ["classic", "quorum"],
};

/** Refuses an argument that would have no effect here, and wrong values. */
export function checkQueueArguments(given: Fields): QueueArguments {
  for (const [name, value] of Object.entries(given)) {
    const check = checks[name];
    if (!check) throw notImplemented(`queue argument '${name}'`);
    if (!check(value)) {
      throw preconditionFailed(`invalid arg '${name}' for queue: ${value}`);
    }
    if (implemented[name]?.includes(value) === false) {
      throw notImplemented(`queue argument '${name}' = '${value}'`);
    }
  }
  if (given["x-dead-letter-routing-key"] && !hasDeadLetters(given)) {
    throw preconditionFailed(
      "invalid arg 'x-dead-letter-routing-key' without 'x-dead-letter-exchange'",
    );
  }
  return given;
}

type Properties = { durable: boolean; exclusive: boolean; autoDelete: boolean };

/** A quorum queue is for messages that must not be lost. */
export function checkQueueType(
  given: QueueArguments,
  { durable, exclusive, autoDelete }: Properties,
): void {
  const isQuorum = given["x-queue-type"] === "quorum";
  if (isQuorum && (!durable || exclusive || autoDelete)) {
    throw preconditionFailed(
      "a quorum queue is durable, not exclusive, and not deleted by itself",
    );
  }
  if (!isQuorum && given["x-delivery-limit"] !== undefined) {
    throw preconditionFailed(
      "invalid arg 'x-delivery-limit' for a queue of type classic",
    );
  }
}

/** The default exchange has an empty name. */
const hasDeadLetters = (given: Fields) =>
  given["x-dead-letter-exchange"] !== undefined;
