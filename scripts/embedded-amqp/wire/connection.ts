import type { Socket } from "node:net";
import type { Broker } from "../broker/broker.ts";
import { type Channel, createChannel } from "../channel/channel.ts";
import { AmqpError } from "../errors.ts";
import {
  constants,
  decodeMethod,
  encodeContent,
  encodeMethod,
  type Fields,
  parseFrame,
  protocolHeader,
} from "./codec.ts";
import { createHandshake, frameMaximum } from "./handshake.ts";
import { createHeart } from "./heart.ts";

type Frame = { type: number; channel: number; payload: Buffer };
type Method = ReturnType<typeof decodeMethod>;
type Content = { properties: Buffer; body: Buffer };

export type Connection = ReturnType<typeof createConnection>;

/** Serves one socket: the handshake, then the methods of its channels. */
export function serveConnection(socket: Socket, broker: Broker): void {
  const connection = createConnection(socket, broker);
  socket.setNoDelay();
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk) => broker.turn(() => connection.receive(chunk)));
  socket.on("drain", () => broker.turn(connection.serve));
  socket.on("close", () => broker.turn(connection.release));
}

function createConnection(socket: Socket, broker: Broker) {
  const channels = new Map<number, Channel>();
  const heart = createHeart(socket);
  const handshake = createHandshake({ reply, onTuned: heart.start });
  let rest: Buffer = Buffer.alloc(0);
  let output: Buffer[] = [];
  let state: "new" | "open" | "closing" = "new";

  function write(...frames: Buffer[]): void {
    output.push(...frames);
    broker.afterwards(flush);
  }

  function flush(): void {
    for (const channel of channels.values()) channel.confirm();
    const bytes = Buffer.concat(output);
    output = [];
    if (bytes.length > 0 && socket.writable) socket.write(bytes);
  }

  function send(channel: number, name: string, fields: Fields = {}): void {
    write(encodeMethod(name, channel, fields));
  }

  function reply(name: string, fields: Fields = {}): void {
    send(0, name, fields);
  }

  function receive(chunk: Buffer): void {
    rest = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    heart.received();
    if (state === "new" && !readProtocolHeader()) return;
    try {
      for (let frame = next(); frame; frame = next()) accept(frame);
    } catch (error) {
      fail(error as Error);
    }
  }

  function readProtocolHeader(): boolean {
    if (rest.length < protocolHeader.length) return false;
    if (!rest.subarray(0, protocolHeader.length).equals(protocolHeader)) {
      // The protocol's answer: which version this server speaks.
      socket.end(protocolHeader);
      return false;
    }
    rest = rest.subarray(protocolHeader.length);
    state = "open";
    handshake.begin();
    return true;
  }

  function next(): Frame | undefined {
    try {
      const frame = parseFrame(rest, frameMaximum);
      if (!frame) return undefined;
      rest = frame.rest;
      return frame;
    } catch (error) {
      rest = Buffer.alloc(0);
      throw new AmqpError("FRAME_ERROR", (error as Error).message);
    }
  }

  function accept({ type, channel, payload }: Frame): void {
    if (type === constants.FRAME_HEARTBEAT) return;
    const method = type === constants.FRAME_METHOD && decode(payload);
    if (state === "closing") {
      if (method && method.name === "ConnectionCloseOk") socket.end();
      return;
    }
    if (channel === 0) {
      if (!method) throw new AmqpError("UNEXPECTED_FRAME", "on channel 0");
      onConnectionMethod(method);
      return;
    }
    if (!handshake.isDone()) {
      throw new AmqpError("COMMAND_INVALID", "the connection is not open");
    }
    try {
      if (method) onChannelMethod(channel, method);
      else openChannel(channel).content(type, payload);
    } catch (error) {
      if (!(error instanceof AmqpError && error.isSoft)) throw error;
      channels.get(channel)?.fail(error, method ? method.id : 0);
    }
  }

  function decode(payload: Buffer): Method {
    try {
      return decodeMethod(payload);
    } catch (error) {
      throw new AmqpError("SYNTAX_ERROR", (error as Error).message);
    }
  }

  function onConnectionMethod({ name, fields }: Method): void {
    if (name === "ConnectionClose") {
      release();
      reply("ConnectionCloseOk");
      broker.afterwards(() => socket.end());
      state = "closing";
      return;
    }
    handshake.accept(name, fields);
  }

  function openChannel(number: number): Channel {
    const channel = channels.get(number);
    if (channel) return channel;
    throw new AmqpError("CHANNEL_ERROR", `channel ${number} is not open`);
  }

  function onChannelMethod(number: number, { name, fields }: Method): void {
    if (name !== "ChannelOpen") {
      const channel = openChannel(number);
      channel.method(name, fields);
      if (channel.isClosed()) channels.delete(number);
      return;
    }
    if (channels.has(number)) {
      throw new AmqpError("CHANNEL_ERROR", `channel ${number} is open already`);
    }
    channels.set(number, createChannel(number, connection, broker));
    send(number, "ChannelOpenOk", { channelId: Buffer.alloc(0) });
  }

  /** Tells the client what was wrong, and accepts nothing more. */
  function fail(error: Error): void {
    const { code = 541 } = error as Partial<AmqpError>;
    release();
    state = "closing";
    reply("ConnectionClose", {
      replyCode: code,
      replyText: error.message.slice(0, 250),
      classId: 0,
      methodId: 0,
    });
  }

  /** Gives back what its channels have not acknowledged. */
  function release(): void {
    heart.stop();
    for (const channel of channels.values()) channel.release();
    channels.clear();
    broker.deleteQueuesOf(connection);
  }

  const connection = {
    receive,
    release,
    fail,
    send,
    sendContent(channel: number, name: string, fields: Fields, one: Content) {
      const most = handshake.frameMax();
      const content = encodeContent(channel, one, most);
      write(encodeMethod(name, channel, fields), ...content);
    },
    /** Runs `confirm` of the channels at the end of this turn. */
    wake: () => broker.afterwards(flush),
    /** Delivers what was held back while the socket was full. */
    serve: () => {
      for (const channel of channels.values()) channel.serve();
    },
    hasRoom: () => !socket.writableNeedDrain,
    hasConsumer: (tag: string) =>
      [...channels.values()].some((channel) => channel.hasConsumer(tag)),
  };
  return connection;
}
