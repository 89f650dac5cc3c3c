import defs from "../../../node_modules/amqplib/lib/defs.js";
import frame from "../../../node_modules/amqplib/lib/frame.js";

export type Fields = Record<string, unknown>;
export const { constants } = defs;
export const { parseFrame, HEARTBEAT_BUF: heartbeat } = frame;
export const protocolHeader = Buffer.from(frame.PROTOCOL_HEADER, "latin1");

const basicClass = 60;
/** Class, weight and size of the body, which precede the properties. */
const headerBytes = 12;
/** The type, channel, size and end of a frame. */
const overheadBytes = 8;

export function encodeMethod(name: string, channel: number, fields: Fields) {
  return defs.encodeMethod(defs[name] as number, channel, fields);
}

/** The name and the fields of a method, such as "BasicPublish". */
export function decodeMethod(payload: Buffer) {
  const id = payload.readUInt32BE(0);
  const fields = defs.decode(id, payload.subarray(4));
  return { id, name: defs.info(id).name, fields };
}

export function decodeHeader(payload: Buffer) {
  return {
    size: Number(payload.readBigUInt64BE(4)),
    properties: Buffer.from(payload.subarray(headerBytes)),
  };
}

/** Properties are kept as they came, so that no type of a header changes. */
export function decodeProperties(properties: Buffer): Fields {
  return defs.decode(basicClass, properties);
}

export function encodeProperties(fields: Fields): Buffer {
  const bytes = defs.encodeProperties(basicClass, 0, 0, fields);
  return Buffer.from(bytes.subarray(7 + headerBytes, -1));
}

/** A header frame, and the body in frames that are not too large. */
export function* encodeContent(
  channel: number,
  content: { properties: Buffer; body: Buffer },
  frameMax: number,
): Generator<Buffer> {
  const { properties, body } = content;
  const header = Buffer.alloc(7 + headerBytes + properties.length + 1);
  header.writeUInt8(constants.FRAME_HEADER as number, 0);
  header.writeUInt16BE(channel, 1);
  header.writeUInt32BE(headerBytes + properties.length, 3);
  header.writeUInt16BE(basicClass, 7);
  header.writeBigUInt64BE(BigInt(body.length), 11);
  properties.copy(header, 7 + headerBytes);
  header.writeUInt8(constants.FRAME_END as number, header.length - 1);
  yield header;
  const most = frameMax - overheadBytes;
  for (let at = 0; at < body.length; at += most) {
    yield frame.makeBodyFrame(channel, body.subarray(at, at + most));
  }
}
