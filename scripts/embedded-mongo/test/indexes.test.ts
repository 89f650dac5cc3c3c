import { expect } from "chai";
import { before, beforeEach, describe, it } from "mocha";
import { type Collection, Double, ObjectId } from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

describe("indexes", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  beforeEach(() => {
    items = test.db.collection(`items-${new ObjectId()}`);
  });

  it("name the key and the value that is there twice", async () => {
    await items.createIndex({ email: 1 }, { unique: true });
    await items.insertOne({ email: "a@b.c" });

    const error = await refusal(items.insertOne({ email: "a@b.c" }));

    expect(error.code).to.equal(11000);
    expect(error.keyPattern).to.deep.equal({ email: 1 });
    expect(error.keyValue).to.deep.equal({ email: "a@b.c" });
    expect(error.message).to.equal(
      `E11000 duplicate key error collection: ${items.namespace} ` +
        'index: email_1 dup key: { email: "a@b.c" }',
    );
  });

  it("hold updates and upserts to it, too", async () => {
    await items.createIndex({ n: 1 }, { unique: true });
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);

    const updating = items.updateOne({ _id: 2 }, { $inc: { n: -1 } });
    const upserting = items.updateOne(
      { _id: 3 },
      { $set: { n: 1 } },
      { upsert: true },
    );

    expect(await refusal(updating)).to.include({ code: 11000 });
    expect(await refusal(upserting)).to.include({ code: 11000 });
    expect(await items.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
  });

  it("free a value once its document has gone or changed", async () => {
    await items.createIndex({ n: 1 }, { unique: true });
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
    await items.deleteOne({ _id: 1 });
    await items.updateOne({ _id: 2 }, { $set: { n: 3 } });

    await items.insertMany([{ n: 1 }, { n: 2 }]);

    expect(await items.distinct("n")).to.have.members([1, 2, 3]);
  });

  it("take a missing field for null", async () => {
    await items.createIndex({ n: 1 }, { unique: true });
    await items.insertOne({ other: 1 });

    const error = await refusal(items.insertOne({ n: null }));

    expect(error.keyValue).to.deep.equal({ n: null });
  });

  it("take equal numbers of different types for one", async () => {
    await items.insertOne({ _id: 5 });
    const attempt = items.insertOne({ _id: new Double(5) } as unknown as Item);

    expect(await refusal(attempt)).to.include({ code: 11000 });
  });

  it("let fields be missing where they are sparse", async () => {
    await items.createIndex({ n: 1 }, { unique: true, sparse: true });

    await items.insertMany([{ a: 1 }, { a: 2 }, { n: 1 }]);

    expect(await items.find({ n: null }).toArray()).to.have.length(2);
    expect(await refusal(items.insertOne({ n: 1 }))).to.include({
      code: 11000,
    });
  });

  it("concern some documents where they are partial", async () => {
    await items.createIndex(
      { n: 1 },
      { unique: true, partialFilterExpression: { active: true } },
    );
    await items.insertMany([{ n: 1 }, { n: 1 }, { n: 1, active: true }]);

    const attempt = items.insertOne({ n: 1, active: true });

    expect(await refusal(attempt)).to.include({ code: 11000 });
    expect(await items.find({ n: 1 }).toArray()).to.have.length(3);
  });

  it("cover several fields together", async () => {
    await items.createIndex({ a: 1, b: -1 }, { unique: true });
    await items.insertMany([
      { a: 1, b: 1 },
      { a: 1, b: 2 },
    ]);

    const error = await refusal(items.insertOne({ a: 1, b: 2 }));

    expect(error.keyPattern).to.deep.equal({ a: 1, b: -1 });
    expect(error.keyValue).to.deep.equal({ a: 1, b: 2 });
    expect(await items.countDocuments({ a: 1, b: 2 })).to.equal(1);
  });

  it("have an entry for each element of an array", async () => {
    await items.createIndex({ tags: 1 }, { unique: true });
    await items.insertMany([
      { _id: 1, tags: ["a", "b"] },
      { _id: 2, tags: [] },
    ]);

    expect(await items.findOne({ tags: "b" })).to.include({ _id: 1 });
    expect(await items.findOne({ tags: ["a", "b"] })).to.include({ _id: 1 });
    expect(await items.findOne({ tags: [] })).to.include({ _id: 2 });
    const attempt = items.insertOne({ tags: ["c", "b"] });
    expect(await refusal(attempt)).to.include({ code: 11000 });
  });

  it("find a document whose elements meet one limit of a range each", async () => {
    await items.createIndex({ sizes: 1 });
    await items.insertMany([
      { _id: 1, sizes: [1, 10] },
      { _id: 2, sizes: [1] },
      { _id: 3, sizes: 10 },
    ]);

    const found = await items.find({ sizes: { $gt: 5, $lt: 3 } }).toArray();

    expect(found.map(({ _id }) => _id)).to.deep.equal([1]);
  });

  it("are refused where what is there is not unique", async () => {
    await items.insertMany([{ n: 1 }, { n: 1 }]);

    const attempt = items.createIndex({ n: 1 }, { unique: true });

    expect(await refusal(attempt)).to.include({ code: 11000 });
    expect(await items.indexes()).to.have.length(1);
  });

  it("are listed, made once, and dropped", async () => {
    await items.createIndex({ a: 1 }, { unique: true });
    await items.createIndex({ a: 1 }, { unique: true });
    await items.createIndex({ b: 1, c: -1 }, { name: "mine" });

    expect(await items.indexes()).to.deep.equal([
      { v: 2, key: { _id: 1 }, name: "_id_" },
      { v: 2, key: { a: 1 }, name: "a_1", unique: true },
      { v: 2, key: { b: 1, c: -1 }, name: "mine" },
    ]);

    await items.dropIndex("a_1");
    await items.insertMany([{ a: 1 }, { a: 1 }]);
    expect(await items.countDocuments({ a: 1 })).to.equal(2);
    expect(await refusal(items.dropIndex("a_1"))).to.include({ code: 27 });
    expect(await refusal(items.dropIndex("_id_"))).to.include({ code: 72 });
  });

  it("are refused with another meaning under the same name", async () => {
    await items.createIndex({ a: 1 }, { name: "one" });

    const other = items.createIndex({ b: 1 }, { name: "one" });
    const renamed = items.createIndex({ a: 1 }, { name: "two" });

    expect(await refusal(other)).to.include({ code: 86 });
    expect(await refusal(renamed)).to.include({ code: 85 });
  });

  it("sort the same with and without", async () => {
    const titles = ["b", "a", "c", "a", null, "B"];
    await items.insertMany(titles.map((title, _id) => ({ _id, title })));
    const sorted = () =>
      items
        .find({ _id: { $ne: 2 } })
        .sort({ title: -1, _id: -1 })
        .toArray();
    const scanned = await sorted();

    await items.createIndex({ title: 1, _id: 1 });

    expect(await sorted()).to.deep.equal(scanned);
    await items.insertOne({ _id: 9, title: "aa" });
    const first = await items.find().sort({ title: 1, _id: 1 }).toArray();
    expect(first.map(({ _id }) => _id)).to.deep.equal([4, 5, 1, 3, 9, 0, 2]);
  });
});

describe("the indexes of a collection", () => {
  const test = useDatabase();

  it("are 64 at most", async () => {
    const items = test.db.collection("many");
    for (let i = 0; i < 63; i++) await items.createIndex({ [`f${i}`]: 1 });

    const error = await refusal(items.createIndex({ other: 1 }));

    expect(error).to.include({ code: 67 });
    expect(await items.indexes()).to.have.length(64);
  });
});

describe("100,000 documents", () => {
  const count = 100_000;
  const test = useDatabase();
  let items: Collection<Item>;

  before(async function () {
    this.timeout(60_000);
    items = test.db.collection("items");
    await items.createIndex({ number: 1 }, { unique: true });
    await items.createIndex({ shelf: 1, place: 1 });
    for (let start = 0; start < count; start += 20_000) {
      await items.insertMany(
        Array.from({ length: 20_000 }, (_, i) => itemNumbered(start + i)),
      );
    }
  });

  const itemNumbered = (i: number): Item => ({
    _id: `id-${i}`,
    number: `979-${i}`,
    shelf: i % 100,
    place: Math.floor(i / 100),
  });

  /** A scan takes some 20 ms: 1,000 of them would run into the timeout. */
  const lookups = Array.from({ length: 1_000 }, (_, i) => (i * 7_919) % count);

  it("are not scanned for an _id", async () => {
    for (const i of lookups) {
      const found = await items.findOne({ _id: `id-${i}` });
      expect(found?.number).to.equal(`979-${i}`);
    }
  }).timeout(15_000);

  it("are not scanned for a unique field", async () => {
    for (const i of lookups) {
      const found = await items.findOne({ number: `979-${i}` });
      expect(found?._id).to.equal(`id-${i}`);
    }
  }).timeout(15_000);

  it("are not scanned for a compound key, or one of several values", async () => {
    for (const i of lookups) {
      const { shelf, place } = itemNumbered(i);
      const found = await items.findOne({ shelf: { $in: [shelf] }, place });
      expect(found?._id).to.equal(`id-${i}`);
    }
  }).timeout(15_000);

  it("are not scanned for an update", async () => {
    for (const i of lookups) {
      const filter = { number: `979-${i}`, shelf: i % 100 };
      const result = await items.updateOne(filter, { $set: { seen: true } });
      expect(result.modifiedCount).to.equal(1);
    }
  }).timeout(15_000);
});
