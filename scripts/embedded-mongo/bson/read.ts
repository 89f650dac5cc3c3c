import { deserialize, Long, ObjectId } from "bson";
import { type Document, double } from "./document.ts";

/** A document's BSON, a character for each byte: a third of its objects. */
export type Stored = string;

let bytes = Buffer.alloc(64 * 1024);
let at = 0;

export function store(encoded: Uint8Array): Stored {
  const { buffer, byteOffset, length } = encoded;
  return Buffer.from(buffer, byteOffset, length).toString("latin1");
}

export function bytesOf(stored: Stored): Buffer {
  return Buffer.from(stored, "latin1");
}

/**
 * Reads what `encode` has written, much faster than the driver's reader for
 * bytes that it cannot trust; with `fields`, only these.
 */
export function read(stored: Stored, fields?: Set<string>): Document {
  if (bytes.length < stored.length) bytes = Buffer.alloc(2 * stored.length);
  bytes.write(stored, 0, "latin1");
  at = 4;
  return readFields(fields);
}

function readFields(fields?: Set<string>): Document {
  const document: Document = {};
  let missing = fields?.size ?? Infinity;
  for (;;) {
    const type = bytes[at++] as number;
    if (type === 0) return document;
    const name = readName();
    if (fields && !fields.has(name)) {
      skip(type);
      continue;
    }
    if (name === "__proto__") define(document, readValue(type));
    else document[name] = readValue(type);
    if (--missing === 0) return document;
  }
}

function define(document: Document, value: unknown): void {
  Object.defineProperty(document, "__proto__", {
    value,
    enumerable: true,
    writable: true,
    configurable: true,
  });
}

function readList(): unknown[] {
  const list: unknown[] = [];
  for (;;) {
    const type = bytes[at++] as number;
    if (type === 0) return list.slice();
    while (bytes[at++] !== 0);
    list.push(readValue(type));
  }
}

function readValue(type: number): unknown {
  switch (type) {
    case 1:
      at += 8;
      return double(bytes.readDoubleLE(at - 8));
    case 2:
      return readText();
    case 3:
      at += 4;
      return readFields();
    case 4:
      at += 4;
      return readList();
    case 7:
      at += 12;
      return new ObjectId(Uint8Array.prototype.slice.call(bytes, at - 12, at));
    case 8:
      return bytes[at++] === 1;
    case 9:
      at += 8;
      return new Date(Number(bytes.readBigInt64LE(at - 8)));
    case 10:
      return null;
    case 16:
      at += 4;
      return bytes.readInt32LE(at - 4);
    case 18:
      at += 8;
      return new Long(bytes.readInt32LE(at - 8), bytes.readInt32LE(at - 4));
    default:
      return readRare(type);
  }
}

function readText(): string {
  const start = at + 4;
  const end = start + bytes.readInt32LE(at) - 1;
  at = end + 1;
  return bytes.toString("utf8", start, end);
}

/** Values that are read by the driver, each as a document of its own. */
function readRare(type: number): unknown {
  const start = at;
  skip(type);
  const header = Buffer.from([0, 0, 0, 0, type, 0]);
  const whole = Buffer.concat([
    header,
    bytes.subarray(start, at),
    Buffer.from([0]),
  ]);
  whole.writeInt32LE(whole.length);
  const typed = { promoteValues: false, bsonRegExp: true };
  return deserialize(whole, typed)[""];
}

function skip(type: number): void {
  switch (type) {
    case 6:
    case 10:
    case 127:
    case 255:
      return;
    case 8:
      at += 1;
      return;
    case 16:
      at += 4;
      return;
    case 1:
    case 9:
    case 17:
    case 18:
      at += 8;
      return;
    case 7:
      at += 12;
      return;
    case 19:
      at += 16;
      return;
    case 3:
    case 4:
    case 15:
      at += bytes.readInt32LE(at);
      return;
    case 5:
      at += 5 + bytes.readInt32LE(at);
      return;
    case 11:
      while (bytes[at++] !== 0);
      while (bytes[at++] !== 0);
      return;
    case 12:
      at += 4 + bytes.readInt32LE(at) + 12;
      return;
    default:
      at += 4 + bytes.readInt32LE(at);
  }
}

const nameCacheSize = 1_024;
const names: string[] = new Array(nameCacheSize).fill("");

/** Names repeat: the cached name with the same hash is tried first. */
function readName(): string {
  const start = at;
  let hash = 0;
  for (let byte = bytes[at]; byte !== 0; byte = bytes[++at]) {
    hash = (hash * 31 + (byte as number)) | 0;
  }
  const end = at++;
  const slot = hash & (nameCacheSize - 1);
  const known = names[slot] as string;
  if (isAt(known, start, end)) return known;
  const name = bytes.toString("utf8", start, end);
  names[slot] = name;
  return name;
}

/** A name that is not ASCII never matches, and is decoded again. */
function isAt(name: string, start: number, end: number): boolean {
  if (name.length !== end - start) return false;
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    if (unit !== bytes[start + i] || unit > 127) return false;
  }
  return true;
}
