import { constants } from "./wire/codec.ts";

/** The errors after which a channel is closed, and its connection is not. */
const softErrors = [
  "CONTENT_TOO_LARGE",
  "ACCESS_REFUSED",
  "NOT_FOUND",
  "RESOURCE_LOCKED",
  "PRECONDITION_FAILED",
];

/**
 * A refusal for the client, with a name and a code of AMQP 0-9-1 ("Reply
 * Codes"). It closes the channel, or the connection.
 */
export class AmqpError extends Error {
  readonly code: number;
  readonly isSoft: boolean;

  constructor(name: string, message: string) {
    super(`${name} - ${message}`);
    this.code = constants[name] ?? 541;
    this.isSoft = softErrors.includes(name);
  }
}

export const notFound = (kind: "queue" | "exchange", name: string) =>
  new AmqpError("NOT_FOUND", `no ${kind} '${name}' in vhost '/'`);

export const notImplemented = (what: string) =>
  new AmqpError("NOT_IMPLEMENTED", what);

export const preconditionFailed = (why: string) =>
  new AmqpError("PRECONDITION_FAILED", why);
