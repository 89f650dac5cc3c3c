// @long

import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { after, afterEach, before, beforeEach, describe, it } from "mocha";
import { Decimal128, Double, Long, MongoClient } from "mongodb";
import { startEmbeddedMongo } from "../server.ts";
import { type Item, refusal } from "./database.ts";

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

describe("the journal", () => {
  let folder: string;
  let journal: string;
  let client: MongoClient;
  let server: Awaited<ReturnType<typeof startEmbeddedMongo>>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "journal-"));
    journal = join(folder, "journal");
    await open();
  });

  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  async function open() {
    server = await startEmbeddedMongo({ journal });
    client = await MongoClient.connect(server.url);
  }

  async function close() {
    await client.close();
    await server.close();
  }

  async function reopen() {
    await close();
    await open();
  }

  const items = () => client.db("shop").collection<Item>("items");

  it("brings back documents, with the types of their values", async () => {
    const document = {
      _id: 1,
      int: 5,
      double: new Double(5),
      long: Long.fromString("9007199254740993"),
      decimal: Decimal128.fromString("1.10"),
      at: new Date(5),
      text: "naïve ☕",
      nested: [{ a: null }, true],
    };
    await items().insertOne(document);
    const before = await items().findOne({}, { promoteValues: false });

    await reopen();

    const found = await items().findOne({}, { promoteValues: false });
    expect(found).to.deep.equal(before);
    expect(found?.double).to.be.instanceOf(Double);
  });

  it("brings back what every kind of write has left", async () => {
    const numbers = Array.from({ length: 10 }, (_, _id) => ({ _id, n: 0 }));
    await items().insertMany(numbers);
    await items().updateMany({ _id: { $lt: 5 } }, { $inc: { n: 1 } });
    await items().replaceOne({ _id: 5 }, { replaced: true });
    await items().updateOne({ _id: 20 }, { $set: { n: 2 } }, { upsert: true });
    await items().deleteMany({ _id: { $gt: 6, $lt: 20 } });
    await items().findOneAndUpdate({ _id: 6 }, { $set: { n: 3 } });
    await items().findOneAndDelete({ _id: 0 });
    const before = await items().find().sort({ _id: 1 }).toArray();

    await reopen();

    const found = await items().find().sort({ _id: 1 }).toArray();
    expect(found).to.deep.equal(before);
    expect(found.map(({ _id }) => _id)).to.deep.equal([1, 2, 3, 4, 5, 6, 20]);
  });

  it("brings back indexes and collections, but none that are gone", async () => {
    const db = client.db("shop");
    await items().createIndex({ a: 1 }, { unique: true });
    await items().createIndex({ b: 1 });
    await items().dropIndex("b_1");
    await items().insertOne({ a: 1 });
    await db.createCollection("empty");
    await db.collection("dropped").insertOne({});
    await db.dropCollection("dropped");
    await client.db("other").collection("items").insertOne({});
    await client.db("other").dropDatabase();

    await reopen();

    const names = (await items().indexes()).map(({ name }) => name);
    expect(names).to.deep.equal(["_id_", "a_1"]);
    expect(await refusal(items().insertOne({ a: 1 }))).to.include({
      code: 11000,
    });
    const listed = await client.db("shop").listCollections().toArray();
    expect(listed.map(({ name }) => name)).to.have.members(["items", "empty"]);
    const { databases } = await client.db().admin().listDatabases();
    expect(databases.map(({ name }) => name)).to.deep.equal(["shop"]);
  });

  it("brings back the collation of a collection", async () => {
    const collation = { locale: "en", strength: 1 };
    const words = await client
      .db("shop")
      .createCollection<Item>("words", { collation });
    await words.insertOne({ _id: "Émile", n: 1 });
    await words.updateOne({ _id: "emile" }, { $set: { n: 2 } });

    await reopen();

    const found = await client
      .db("shop")
      .collection<Item>("words")
      .findOne({ _id: "EMILE" });
    expect(found).to.deep.equal({ _id: "Émile", n: 2 });
  });

  it("keeps what was written before and after a restart", async () => {
    await items().insertOne({ _id: 1 });
    await reopen();
    await items().insertOne({ _id: 2 });
    await reopen();
    await items().insertOne({ _id: 3 });
    await reopen();

    expect(await items().countDocuments()).to.equal(3);
  });

  it("does not keep what was changed a thousand times", async () => {
    await items().insertOne({ _id: 1, n: 0 });
    const updateOne = { filter: { _id: 1 }, update: { $inc: { n: 1 } } };
    await items().bulkWrite(Array(1_000).fill({ updateOne }));
    const { size } = await stat(journal);

    await reopen();

    expect((await stat(journal)).size).to.be.lessThan(size / 100);
    expect(await items().findOne()).to.deep.equal({ _id: 1, n: 1_000 });
  });

  it("does not grow without an end while the server runs", async () => {
    const mebibyte = 2 ** 20;
    const text = "x".repeat(4 * mebibyte);
    for (let n = 0; n < 40; n++) {
      await items().replaceOne({ _id: 1 }, { n, text }, { upsert: true });
    }

    expect((await stat(journal)).size).to.be.lessThan(72 * mebibyte);
    await reopen();
    expect(await items().findOne({ n: 39 })).to.include({ text });
  }).timeout(20_000);

  it("loses no more than what was written half", async () => {
    await items().insertMany([{ _id: 1 }, { _id: 2 }]);
    await close();
    const bytes = await readFile(journal);
    await appendFile(journal, bytes.subarray(0, 50));
    await appendFile(journal, bytes.subarray(0, 20));

    await open();
    await items().insertOne({ _id: 3 });
    await reopen();

    expect(await items().countDocuments()).to.equal(3);
  });

  it("stays with the server that has the port", async () => {
    await items().insertOne({ _id: 1 });
    const { port } = server;

    const error = await startEmbeddedMongo({ port, journal }).catch((e) => e);
    await items().insertOne({ _id: 2 });
    await reopen();

    expect(error).to.include({ code: "EADDRINUSE" });
    expect(await items().countDocuments()).to.equal(2);
  });
});

describe("a database that is killed", () => {
  let folder: string;
  let child: ChildProcess;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "journal-"));
  });

  after(async () => {
    child?.kill("SIGKILL");
    await rm(folder, { recursive: true });
  });

  async function start(): Promise<MongoClient> {
    const JOURNAL = join(folder, "journal");
    child = spawn(process.execPath, ["--import=tsx", main], {
      env: { ...process.env, PORT: "0", JOURNAL },
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [output] = await once(child.stdout as NodeJS.ReadableStream, "data");
    const url = JSON.parse(output).msg.split(" ").at(-1);
    return MongoClient.connect(url);
  }

  /**
   * Writes until the database is killed; returns the last acknowledged write.
   */
  async function writeUntilKilled(client: MongoClient): Promise<number> {
    const items = client.db("shop").collection<Item>("items");
    let answered = 0;
    for (;;) {
      const write = items.insertOne({ _id: answered + 1 });
      const stored = await write.then(
        () => true,
        () => false,
      );
      if (!stored) return answered;
      answered++;
      if (answered === 200) child.kill("SIGKILL");
    }
  }

  it("still has all that it has answered", async () => {
    const client = await start();
    const answered = await writeUntilKilled(client);
    await client.close();

    const again = await start();

    const items = again.db("shop").collection<Item>("items");
    const found = await items.find().sort({ _id: 1 }).toArray();
    const ids = found.map(({ _id }) => _id);
    const written = Array.from({ length: answered }, (_, i) => i + 1);
    expect(answered).to.be.at.least(200);
    expect(ids.slice(0, answered)).to.deep.equal(written);
    await again.close();
  }).timeout(60_000);
});
