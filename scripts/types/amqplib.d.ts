/**
 * amqplib's codec, which its package does not export. It encodes and decodes
 * all methods of AMQP 0-9-1, in both directions.
 */
declare module "*/amqplib/lib/defs.js" {
  type Fields = Record<string, unknown>;
  const defs: {
    constants: Record<string, number>;
    /** Fails for an id that is no method and no class with properties. */
    decode(id: number, bytes: Buffer): Fields;
    encodeMethod(id: number, channel: number, fields: Fields): Buffer;
    encodeProperties(
      classId: number,
      channel: number,
      size: number,
      fields: Fields,
    ): Buffer;
    info(id: number): { name: string; id: number };
  } & Record<string, number>;
  export default defs;
}

declare module "*/amqplib/lib/frame.js" {
  type Frame = {
    type: number;
    channel: number;
    size: number;
    payload: Buffer;
    rest: Buffer;
  };
  const frame: {
    PROTOCOL_HEADER: string;
    HEARTBEAT_BUF: Buffer;
    makeBodyFrame(channel: number, payload: Buffer): Buffer;
    /** False until the bytes contain a whole frame. */
    parseFrame(bytes: Buffer, max: number): Frame | false;
  };
  export default frame;
}
