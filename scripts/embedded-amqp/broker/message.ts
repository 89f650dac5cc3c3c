import { decodeProperties, type Fields } from "../wire/codec.ts";

/** A message as it was published; properties are encoded. */
export type Message = {
  exchange: string;
  routingKey: string;
  properties: Buffer;
  body: Buffer;
};

/** A message in one queue; its id orders the queue, and names it on disk. */
export type Entry = {
  id: number;
  message: Message;
  /** When it was put there, in milliseconds since 1970. */
  at: number;
  expiresAt: number | undefined;
  /** Whether the journal has it: a persistent message in a durable queue. */
  isStored: boolean;
  isDelivered: boolean;
  /** How often it was given back. */
  returns?: number;
  /** Why it is being removed without an acknowledgement. */
  reason?: "rejected" | "expired" | "maxlen" | "delivery_limit";
};

export type Properties = Fields & {
  headers?: Fields;
  deliveryMode?: number;
  expiration?: string;
};

export const propertiesOf = ({ properties }: Message): Properties =>
  decodeProperties(properties);

export const sizeOf = ({ properties, body }: Message) =>
  properties.length + body.length;
