import { type Document, decode, encode } from "../bson/document.ts";
import { ProtocolError } from "../errors.ts";
import { encodeWithBatch, hasBatch } from "./batch.ts";
import { crc32c } from "./crc32c.ts";

export const headerBytes = 16;
export const maxMessageBytes = 48_000_000;

const opReply = 1;
const opQuery = 2004;
const opMsg = 2013;

const checksumPresent = 1;
const moreToCome = 2;
const requiredFlags = 0xffff;

/** A command as received: drivers send hello in the form `opQuery`. */
export type Request = {
  requestId: number;
  form: "opMsg" | "opQuery";
  wantsReply: boolean;
  body: Document;
};

/**
 * Reads an OP_MSG or an OP_QUERY. Throws a ProtocolError, or a BSONError, for
 * bytes that are neither (MongoDB Wire Protocol; specification "OP_MSG").
 */
export function decodeMessage(message: Buffer): Request {
  const requestId = message.readInt32LE(4);
  const opCode = message.readInt32LE(12);
  const content = message.subarray(headerBytes);
  if (opCode === opMsg) return { requestId, ...decodeOpMsg(message, content) };
  if (opCode === opQuery) return { requestId, ...decodeOpQuery(content) };
  throw new ProtocolError(`Operation ${opCode} is not supported`);
}

/** Writes the answer in the form of its request. */
export function encodeReply(request: Request, reply: Document): Buffer {
  const body = hasBatch(reply) ? encodeWithBatch(reply) : encode(reply);
  if (request.form === "opQuery") {
    const prefix = Buffer.alloc(20);
    prefix.writeInt32LE(1, 16);
    return frame(opReply, request.requestId, [prefix, body]);
  }
  return frame(opMsg, request.requestId, [Buffer.alloc(5), body]);
}

function frame(opCode: number, responseTo: number, parts: Uint8Array[]) {
  const header = Buffer.alloc(headerBytes);
  const length = parts.reduce((sum, part) => sum + part.length, headerBytes);
  header.writeInt32LE(length, 0);
  header.writeInt32LE(responseTo, 8);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, ...parts]);
}

function decodeOpMsg(message: Buffer, content: Buffer) {
  const flags = content.readUInt32LE(0);
  if (flags & requiredFlags & ~(checksumPresent | moreToCome)) {
    throw new ProtocolError(`Unknown flags ${flags}`);
  }
  const end = content.length - (flags & checksumPresent ? 4 : 0);
  if (flags & checksumPresent) verifyChecksum(message);
  const body = decodeSections(content.subarray(4, end));
  const wantsReply = !(flags & moreToCome);
  return { form: "opMsg" as const, wantsReply, body };
}

function verifyChecksum(message: Buffer) {
  const end = message.length - 4;
  if (crc32c(message.subarray(0, end)) !== message.readUInt32LE(end)) {
    throw new ProtocolError("The checksum is wrong");
  }
}

/** One body (kind 0); sequences of documents (kind 1) become its fields. */
function decodeSections(bytes: Buffer): Document {
  let body: Document | undefined;
  const sequences: Document = {};
  for (let at = 0; at < bytes.length; ) {
    const kind = bytes[at];
    const section = sized(bytes, at + 1);
    if (kind === 0 && !body) body = decode(section);
    else if (kind === 1) Object.assign(sequences, decodeSequence(section));
    else throw new ProtocolError(`Unexpected section of kind ${kind}`);
    at += 1 + section.length;
  }
  if (!body) throw new ProtocolError("A message without a body");
  return Object.assign(body, sequences);
}

function decodeSequence(section: Buffer): Document {
  const end = section.indexOf(0, 4);
  if (end === -1) throw new ProtocolError("A sequence without a name");
  const documents: Document[] = [];
  for (let at = end + 1; at < section.length; ) {
    const document = sized(section, at);
    documents.push(decode(document));
    at += document.length;
  }
  return { [section.toString("utf8", 4, end)]: documents };
}

/** The part that starts at `at` with its own length. */
function sized(bytes: Buffer, at: number): Buffer {
  const length = bytes.readInt32LE(at);
  if (length < 5 || at + length > bytes.length) {
    throw new ProtocolError(`A part of ${length} bytes`);
  }
  return bytes.subarray(at, at + length);
}

function decodeOpQuery(content: Buffer) {
  const end = content.indexOf(0, 4);
  if (end === -1) throw new ProtocolError("A query without a collection");
  const [database] = content.toString("utf8", 4, end).split(".");
  const body = { ...decode(sized(content, end + 9)), $db: database };
  return { form: "opQuery" as const, wantsReply: true, body };
}
