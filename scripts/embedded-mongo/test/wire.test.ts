import { randomBytes, randomInt } from "node:crypto";
import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { deserialize, serialize } from "bson";
import { expect } from "chai";
import { after, before, describe, it } from "mocha";
import { MongoClient } from "mongodb";
import { startEmbeddedMongo } from "../server.ts";
import { crc32c } from "../wire/crc32c.ts";

const opMsg = 2013;
const opQuery = 2004;
const ping = { ping: 1, $db: "admin" };

function message(opCode: number, ...parts: Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  const header = Buffer.alloc(16);
  header.writeInt32LE(16 + content.length, 0);
  header.writeInt32LE(42, 4);
  header.writeInt32LE(opCode, 12);
  return Buffer.concat([header, content]);
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

/** The flags and a section of kind 0, as in every OP_MSG. */
function body(document: object, flags = 0): Buffer {
  return Buffer.concat([int32(flags), Buffer.from([0]), serialize(document)]);
}

function withLength(bytes: Buffer, length: number): Buffer {
  const copy = Buffer.from(bytes);
  copy.writeInt32LE(length, 0);
  return copy;
}

describe("the wire protocol", () => {
  let mongo: Awaited<ReturnType<typeof startEmbeddedMongo>>;
  let client: MongoClient;

  before(async () => {
    mongo = await startEmbeddedMongo();
    client = await MongoClient.connect(mongo.url);
  });

  after(async () => {
    await client.close();
    await mongo.close();
  });

  async function open(): Promise<Socket> {
    const socket = connect(mongo.port, "127.0.0.1");
    socket.on("error", () => {});
    await once(socket, "connect");
    return socket;
  }

  async function ask(...messages: Buffer[]) {
    const socket = await open();
    for (const bytes of messages) socket.write(bytes);
    const [reply] = (await once(socket, "data")) as [Buffer];
    socket.destroy();
    const start = reply.readInt32LE(12) === opMsg ? 21 : 36;
    return {
      responseTo: reply.readInt32LE(8),
      document: deserialize(reply.subarray(start, reply.readInt32LE(0))),
    };
  }

  it("answers in the form of the question", async () => {
    const hello = { ismaster: 1, helloOk: true };
    const collection = Buffer.from("admin.$cmd\0");
    const query = [int32(0), collection, int32(0), int32(-1), serialize(hello)];

    const modern = await ask(message(opMsg, body(ping)));
    const old = await ask(message(opQuery, ...query));

    expect(modern).to.deep.equal({ responseTo: 42, document: { ok: 1 } });
    expect(old.document).to.include({ ismaster: true, ok: 1 });
  });

  it("takes no other command in the old form", async () => {
    const collection = Buffer.from("shop.$cmd\0");
    const find = serialize({ find: "items" });
    const query = [int32(0), collection, int32(0), int32(-1), find];

    const { document } = await ask(message(opQuery, ...query));

    expect(document).to.include({ ok: 0, code: 352 });
  });

  it("takes documents as a sequence, and a checksum", async () => {
    const documents = [1, 2, 3].map((_id) => serialize({ _id }));
    const named = Buffer.concat([Buffer.from("documents\0"), ...documents]);
    const sequence = [Buffer.from([1]), int32(4 + named.length), named];
    const insert = { insert: "sequence", $db: "wire" };
    const bytes = message(opMsg, body(insert, 1), ...sequence, int32(0));
    bytes.writeUInt32LE(crc32c(bytes.subarray(0, -4)), bytes.length - 4);

    const { document } = await ask(bytes);

    expect(document).to.deep.equal({ n: 3, ok: 1 });
  });

  it("does not answer where more is to come", async () => {
    const silent = { insert: "silent", documents: [{ _id: 1 }], $db: "wire" };
    const count = { count: "silent", $db: "wire" };

    const { document } = await ask(
      message(opMsg, body(silent, 2)),
      message(opMsg, body(count)),
    );

    expect(document).to.deep.equal({ n: 1, ok: 1 });
  });

  it("puts messages together that come in pieces", async () => {
    const socket = await open();
    for (const byte of message(opMsg, body(ping))) {
      socket.write(Buffer.from([byte]));
      await new Promise(setImmediate);
    }

    const [reply] = await once(socket, "data");

    expect(reply.readInt32LE(8)).to.equal(42);
    socket.destroy();
  });

  const whole = message(opMsg, body(ping));
  const corrupt = Buffer.from(whole);
  corrupt.writeInt32LE(1_000_000, 21);
  const malformed: [string, Buffer][] = [
    ["a length of nothing", withLength(whole, 0)],
    ["a negative length", withLength(whole, -1)],
    ["a length beyond 48,000,000", withLength(whole, 48_000_001)],
    ["a length shorter than its document", withLength(whole, 30)],
    ["an unknown operation", message(4711, body(ping))],
    ["a message of nothing", message(opMsg)],
    ["a message without a body", message(opMsg, int32(0))],
    ["two bodies", message(opMsg, body(ping), body(ping).subarray(4))],
    ["an unknown section", message(opMsg, int32(0), Buffer.from([9, 0, 0]))],
    ["an unknown required flag", message(opMsg, body(ping, 8))],
    ["a wrong checksum", message(opMsg, body(ping, 1), int32(1))],
    ["a document that ends beyond the message", corrupt],
    ["a query that ends early", message(opQuery, int32(0), Buffer.from("a"))],
    ["HTTP", Buffer.from("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")],
  ];

  for (const [what, bytes] of malformed) {
    it(`closes the connection, and no other, on ${what}`, async () => {
      const socket = await open();

      socket.write(bytes);
      await once(socket, "close");

      expect(await client.db().command({ ping: 1 })).to.deep.equal({ ok: 1 });
    });
  }

  it("survives random bytes", async () => {
    const sockets = await Promise.all(Array.from({ length: 200 }, open));
    for (const [i, socket] of sockets.entries()) {
      const noise = randomBytes(randomInt(1, 300));
      socket.end(
        i % 2 ? noise : message(opMsg, body(ping).subarray(0, 5), noise),
      );
      socket.resume();
    }
    await Promise.all(sockets.map((socket) => once(socket, "close")));

    expect(await client.db().command({ ping: 1 })).to.deep.equal({ ok: 1 });
  });

  it("survives flipped bits", async () => {
    const find = {
      find: "items",
      filter: { a: { $in: [1, "x"] }, $or: [{ b: /x/i }, { c: null }] },
      sort: { a: 1 },
      $db: "wire",
    };
    const good = message(opMsg, body(find));
    const sockets = await Promise.all(Array.from({ length: 400 }, open));
    for (const socket of sockets) {
      const bytes = Buffer.from(good);
      bytes[randomInt(16, bytes.length)] = randomInt(256);
      socket.resume().end(bytes);
    }
    await Promise.all(sockets.map((socket) => once(socket, "close")));

    expect(await client.db().command({ ping: 1 })).to.deep.equal({ ok: 1 });
  });

  it("is refused on a port that is taken", async () => {
    const error = await startEmbeddedMongo({ port: mongo.port }).catch(
      (thrown) => thrown,
    );

    expect(error).to.include({ code: "EADDRINUSE" });
  });
});
