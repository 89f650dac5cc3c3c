import { expect } from "chai";
import { before, describe, it } from "mocha";
import {
  Binary,
  type Collection,
  Double,
  Int32,
  Long,
  MongoBulkWriteError,
  ObjectId,
} from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

describe("documents", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
  });

  it("come back as they were stored", async () => {
    const document = {
      _id: new ObjectId(),
      text: "naïve ☕",
      nothing: null,
      yes: true,
      at: new Date("2026-01-02T03:04:05.678Z"),
      bytes: new Binary(Buffer.from([0, 1, 255])),
      list: [1, [2, { three: 3 }], []],
      nested: { empty: {}, deep: { er: "x" } },
    };

    await items.insertOne(document);

    expect(await items.findOne({ _id: document._id })).to.deep.equal(document);
  });

  it("keep int32, int64 and double apart", async () => {
    const numbers = {
      int: new Int32(5),
      long: Long.fromString("9007199254740993"),
      double: new Double(5),
    };
    const { insertedId } = await items.insertOne({ ...numbers });

    const found = await items.findOne(
      { _id: insertedId },
      { promoteValues: false },
    );

    expect(found?.int).to.be.instanceOf(Int32);
    expect(found?.long).to.deep.equal(numbers.long);
    expect(found?.double).to.be.instanceOf(Double);
  });

  it("keep the types of fields that an update does not touch", async () => {
    const { insertedId } = await items.insertOne({
      double: new Double(5),
      n: 1,
    });
    await items.updateOne({ _id: insertedId }, { $inc: { n: 1 } });
    await items.updateOne({ _id: insertedId }, [{ $set: { m: "$n" } }]);

    const found = await items.findOne(
      { _id: insertedId },
      { promoteValues: false },
    );

    expect(found?.double).to.be.instanceOf(Double);
    expect(found?.m).to.deep.equal(new Int32(2));
  });

  it("are inserted in order, up to the first that is refused", async () => {
    const ordered = test.db.collection<Item>("ordered");

    const error = await ordered
      .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }])
      .catch((thrown) => thrown);

    expect(error).to.be.instanceOf(MongoBulkWriteError);
    expect(error.writeErrors).to.have.length(1);
    expect(error.writeErrors[0]).to.include({ index: 1, code: 11000 });
    expect(await ordered.countDocuments()).to.equal(1);
  });

  it("are all tried where the batch is unordered", async () => {
    const unordered = test.db.collection<Item>("unordered");

    const error = await unordered
      .insertMany([{ _id: 1 }, { _id: 1 }, { _id: 2 }, { _id: 2 }], {
        ordered: false,
      })
      .catch((thrown) => thrown);

    const indexes = error.writeErrors.map((e: { index: number }) => e.index);
    expect(indexes).to.deep.equal([1, 3]);
    expect(error.insertedCount).to.equal(2);
  });

  it("go in and out in one bulk of different writes", async () => {
    const bulk = test.db.collection<Item>("bulk");

    const result = await bulk.bulkWrite([
      { insertOne: { document: { _id: 1, n: 1 } } },
      { insertOne: { document: { _id: 2, n: 1 } } },
      { updateMany: { filter: { n: 1 }, update: { $inc: { n: 1 } } } },
      {
        updateOne: {
          filter: { _id: 3 },
          update: { $set: { n: 9 } },
          upsert: true,
        },
      },
      { deleteOne: { filter: { _id: 1 } } },
      { replaceOne: { filter: { _id: 2 }, replacement: { replaced: true } } },
    ]);

    expect(result.insertedCount).to.equal(2);
    expect(result.modifiedCount).to.equal(3);
    expect(result.upsertedCount).to.equal(1);
    expect(await bulk.find().sort({ _id: 1 }).toArray()).to.deep.equal([
      { _id: 2, replaced: true },
      { _id: 3, n: 9 },
    ]);
  });

  it("are deleted one at a time, or all that match", async () => {
    const doomed = test.db.collection<Item>("doomed");
    await doomed.insertMany([1, 2, 3, 4].map((_id) => ({ _id, odd: _id % 2 })));

    const one = await doomed.deleteOne({ odd: 1 });
    const all = await doomed.deleteMany({ odd: 0 });
    const none = await doomed.deleteMany({ odd: 7 });

    expect(one.deletedCount).to.equal(1);
    expect(all.deletedCount).to.equal(2);
    expect(none.deletedCount).to.equal(0);
    expect(await doomed.estimatedDocumentCount()).to.equal(1);
  });

  it("are refused with an array for an _id", async () => {
    const attempt = items.insertOne({ _id: [1] as unknown as ObjectId });

    expect(await refusal(attempt)).to.include({ code: 53 });
  });

  it("do not grow beyond 16 MiB", async () => {
    const { insertedId } = await items.insertOne({ a: "x".repeat(10_000_000) });

    const attempt = items.updateOne(
      { _id: insertedId },
      { $set: { b: "x".repeat(7_000_000) } },
    );

    expect(await refusal(attempt)).to.include({ code: 17419 });
  });
});
