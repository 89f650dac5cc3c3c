import { type Document, encode } from "../bson/document.ts";
import { type Stored, store } from "../bson/read.ts";

const documentType = 3;
const arrayType = 4;

/** A document of a batch: as stored, or created for the reply. */
export type Item = Document | Stored;

/**
 * Encodes a reply whose cursor has a batch. Documents as they are stored go
 * into it byte by byte, without being read and written again.
 */
export function encodeWithBatch(reply: Document): Uint8Array {
  const { cursor, ...others } = reply;
  const { firstBatch, nextBatch, ...place } = cursor as Document;
  const [name, batch] = firstBatch
    ? ["firstBatch", firstBatch]
    : ["nextBatch", nextBatch];
  const array = encodeArray(batch as Item[]);
  const encoded = append(encode(place), arrayType, String(name), array);
  return append(encode(others), documentType, "cursor", encoded);
}

export function hasBatch({ cursor }: Document): boolean {
  const { firstBatch, nextBatch } = (cursor ?? {}) as Document;
  return Array.isArray(firstBatch ?? nextBatch);
}

function encodeArray(items: Item[]): Buffer {
  const elements = items.map((item, i) => {
    const bytes = typeof item === "string" ? item : store(encode(item));
    return `${String.fromCharCode(documentType)}${i}\0${bytes}`;
  });
  const array = Buffer.from(`\0\0\0\0${elements.join("")}\0`, "latin1");
  array.writeInt32LE(array.length);
  return array;
}

/** A document with one more field at its end. */
function append(
  document: Uint8Array,
  type: number,
  name: string,
  value: Uint8Array,
): Buffer {
  const whole = Buffer.concat([
    document.subarray(0, -1),
    Buffer.from([type]),
    Buffer.from(`${name}\0`),
    value,
    Buffer.from([0]),
  ]);
  whole.writeInt32LE(whole.length);
  return whole;
}
