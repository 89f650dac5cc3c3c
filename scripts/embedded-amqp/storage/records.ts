import type { Binding, ExchangeDefinition } from "../broker/exchange.ts";
import type { Message } from "../broker/message.ts";
import type { QueueDefinition } from "../broker/queue.ts";

/** A change that the journal keeps. */
export type JournalRecord =
  | { kind: "exchange"; exchange: ExchangeDefinition }
  | { kind: "dropExchange"; name: string }
  | { kind: "queue"; queue: QueueDefinition }
  | { kind: "dropQueue"; name: string }
  | { kind: "bind" | "unbind"; binding: Binding }
  | MessageRecord
  | { kind: "delivered" | "removed"; id: number };

export type MessageRecord = {
  kind: "message";
  /** The entries of this message, one in each queue. */
  entries: { id: number; queue: string; expiresAt?: number | undefined }[];
  at: number;
  message: Message;
};

/** The lengths of the record and of its first part, which is JSON. */
const prefixBytes = 8;

export function encodeRecord(record: JournalRecord): Buffer {
  if (record.kind !== "message") return frame(record, []);
  const { properties, body, ...rest } = record.message;
  const sizes = { ...rest, propertyBytes: properties.length };
  return frame({ ...record, message: sizes }, [properties, body]);
}

/** Yields records up to the first one that is incomplete. */
export function* decodeRecords(
  bytes: Buffer,
): Generator<{ record: JournalRecord; end: number }> {
  for (let at = 0; at + prefixBytes <= bytes.length; ) {
    const end = at + bytes.readUInt32BE(at);
    if (end > bytes.length || end < at + prefixBytes) return;
    const bodyAt = at + prefixBytes + bytes.readUInt32BE(at + 4);
    const text = bytes.toString("utf8", at + prefixBytes, bodyAt);
    const tail = bytes.subarray(bodyAt, end);
    yield { record: recordOf(JSON.parse(text), tail), end };
    at = end;
  }
}

function frame(header: object, parts: Buffer[]): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(prefixBytes);
  const all = [prefix, text, ...parts];
  prefix.writeUInt32BE(
    all.reduce((sum, { length }) => sum + length, 0),
    0,
  );
  prefix.writeUInt32BE(text.length, 4);
  return Buffer.concat(all);
}

function recordOf(
  header: JournalRecord & { message: { propertyBytes: number } },
  tail: Buffer,
): JournalRecord {
  if (header.kind !== "message") return header;
  const { propertyBytes, ...rest } = header.message;
  const properties = Buffer.from(tail.subarray(0, propertyBytes));
  const body = Buffer.from(tail.subarray(propertyBytes));
  return { ...header, message: { ...rest, properties, body } };
}
