import type { ConsumeMessage, GetMessage, Options } from "amqplib";

/** A message as a handler gets it. */
export type Message<T = unknown> = {
  /** The same for each delivery of the message. */
  id: string;
  topic: string;
  content: T;
  /** 1 for the first time. */
  attempt: number;
};

type Raw = ConsumeMessage | GetMessage;

const count = "x-failures";
const failure = "x-error";

/** How often a message has failed before. */
export const failuresOf = ({ properties }: Raw): number =>
  Number(properties.headers?.[count] ?? 0);

export const errorOf = ({ properties }: Raw): string =>
  `${properties.headers?.[failure] ?? ""}`;

/** Fails if the content is not JSON. */
export function decode(raw: Raw): Message {
  const { messageId, type } = raw.properties;
  return {
    id: `${messageId}`,
    topic: `${type}`,
    content: JSON.parse(raw.content.toString()),
    attempt: failuresOf(raw) + 1,
  };
}

/** The properties for publishing a message again; without an error, anew. */
export function propertiesAfter(raw: Raw, error?: Error): Options.Publish {
  const { messageId, type, timestamp, contentType } = raw.properties;
  const { [count]: _, [failure]: __, ...headers } = ownHeaders(raw);
  const failed = { [count]: failuresOf(raw) + 1, [failure]: error?.message };
  return {
    messageId,
    type,
    timestamp,
    contentType,
    persistent: true,
    headers: error ? { ...headers, ...failed } : headers,
  };
}

/** The broker's account of where a message has died would only grow. */
function ownHeaders({ properties }: Raw): Record<string, unknown> {
  const entries = Object.entries(properties.headers ?? {});
  return Object.fromEntries(
    entries.filter(([name]) => !/^x-(first-)?death/.test(name)),
  );
}
