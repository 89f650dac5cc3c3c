import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { afterEach, beforeEach, describe, it } from "mocha";
import { type Collection, MongoClient } from "mongodb";
import { startEmbeddedMongo } from "../server.ts";
import { type Item, refusal } from "./database.ts";

const maxBytes = 2 ** 20;
const text = "x".repeat(1_000);

describe("a database without space", () => {
  let folder: string;
  let server: Awaited<ReturnType<typeof startEmbeddedMongo>>;
  let client: MongoClient;
  let items: Collection<Item>;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "space-"));
    await open(maxBytes);
  });

  afterEach(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  async function open(limit: number) {
    const journal = join(folder, "journal");
    server = await startEmbeddedMongo({ journal, maxBytes: limit });
    client = await MongoClient.connect(server.url);
    items = client.db("test").collection("items");
  }

  async function close() {
    await client.close();
    await server.close();
  }

  /** Inserts documents until one is refused; returns how many there are. */
  async function fill() {
    for (let _id = 0; ; _id++) {
      try {
        await items.insertOne({ _id, text });
      } catch (error) {
        expect(error).to.include({ code: 14031 });
        return _id;
      }
    }
  }

  it("refuses documents above its limit, and has all others", async () => {
    const count = await fill();

    expect(count * 1_000).to.be.within(0.85 * maxBytes, maxBytes);
    expect(await items.countDocuments()).to.equal(count);
    expect(await items.findOne({ _id: count - 1 })).to.include({ text });
    const many = items.insertMany([{ text }, { text }], { ordered: false });
    expect(await refusal(many)).to.include({ code: 14031 });
  });

  it("refuses updates that grow, not those that shrink", async () => {
    await fill();
    const first = { _id: 0 };

    const growing = [
      () => items.updateOne(first, { $set: { more: text } }),
      () => items.findOneAndUpdate(first, { $set: { more: text } }),
      () =>
        items.updateOne({ _id: "new" }, { $set: { text } }, { upsert: true }),
    ];
    for (const attempt of growing) {
      expect(await refusal(attempt())).to.include({ code: 14031 });
    }

    await items.updateOne(first, { $set: { text: "y".repeat(1_000) } });
    await items.updateOne(first, { $set: { text: "short" } });
    expect(await items.findOne(first)).to.deep.equal({ _id: 0, text: "short" });
    await items.updateOne(first, { $set: { more: "z".repeat(900) } });
  });

  it("takes as much again once documents are deleted", async () => {
    await items.createIndex({ tags: 1 });
    const count = await fill();
    await items.updateMany({}, { $set: { text: "", tags: ["a", "b"] } });
    await items.updateMany({}, { $unset: { tags: 1 } });
    await items.deleteMany({});
    expect(await fill()).to.equal(count);

    await items.deleteMany({ _id: { $lt: 10 } });
    const more = Array.from({ length: 10 }, (_, _id) => ({ _id, text }));
    await items.insertMany(more);

    await items.drop();
    await items.createIndex({ tags: 1 });
    expect(await fill()).to.equal(count);
  });

  it("refuses indexes, and has space when one is dropped", async () => {
    const name = await items.createIndex({ text: 1 });
    const count = await fill();

    const attempt = items.createIndex({ text: -1 });
    expect(await refusal(attempt)).to.include({ code: 14031 });

    await items.dropIndex(name);
    await items.insertOne({ _id: count, text });
    expect(await items.countDocuments()).to.equal(count + 1);
  });

  it("refuses ever new collections", async () => {
    const create = async () => {
      for (let i = 0; ; i++) await client.db("test").createCollection(`c${i}`);
    };

    expect(await refusal(create())).to.include({ code: 14031 });
  });

  it("keeps what $out would replace", async () => {
    await client.db("test").collection<Item>("target").insertOne({ _id: 1 });
    await fill();

    const attempt = items.aggregate([{ $out: "target" }]).toArray();

    expect(await refusal(attempt)).to.include({ code: 14031 });
    const target = client.db("test").collection<Item>("target");
    expect(await target.find().toArray()).to.deep.equal([{ _id: 1 }]);
  });

  it("keeps all data of its journal above a lower limit", async () => {
    const count = await fill();
    await close();
    await open(maxBytes / 2);

    expect(await items.countDocuments()).to.equal(count);
    expect(await refusal(items.insertOne({ _id: count }))).to.include({
      code: 14031,
    });
    await items.deleteMany({ _id: { $gte: 10 } });
    await items.insertOne({ _id: count, text });
  });
});
