import { expect } from "chai";
import { beforeEach, describe, it } from "mocha";
import {
  type Collection,
  type Document,
  Double,
  type Filter,
  Int32,
  Long,
  ObjectId,
  type UpdateFilter,
  type UpdateOptions,
} from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

type Fact = [
  what: string,
  before: Document,
  update: Document | Document[],
  after: Document,
  options?: UpdateOptions & { filter?: Document },
];

const lines = [
  { sku: "p", q: 1 },
  { sku: "r", q: 5 },
  { sku: "s", q: 6 },
];

const facts: Fact[] = [
  [
    "$set creates what is missing",
    {},
    { $set: { "a.b.c": 1 } },
    { a: { b: { c: 1 } } },
  ],
  [
    "$set pads an array with null",
    { a: [1] },
    { $set: { "a.3": 4 } },
    { a: [1, null, null, 4] },
  ],
  [
    "$set makes no array of a number-like name",
    {},
    { $set: { "a.0": 1 } },
    { a: { "0": 1 } },
  ],
  [
    "$inc makes an embedded document of a product number",
    {},
    { $inc: { "lines.9798000000001.quantity": 1 } },
    { lines: { "9798000000001": { quantity: 1 } } },
  ],
  ["$inc counts down", { n: 5 }, { $inc: { n: -3 } }, { n: 2 }],
  [
    "$mul multiplies, and makes 0 of nothing",
    { n: 5 },
    { $mul: { n: 2, m: 2 } },
    { n: 10, m: 0 },
  ],
  [
    "$unset removes, but keeps an array's length",
    { a: 1, b: [1, 2] },
    { $unset: { a: "", "b.0": "", c: "" } },
    { b: [null, 2] },
  ],
  [
    "$rename moves",
    { a: 1 },
    { $rename: { a: "b.c", x: "y" } },
    { b: { c: 1 } },
  ],
  [
    "$min and $max keep the better",
    { a: 5, b: 5 },
    { $min: { a: 3, b: 9, c: 1 }, $max: { d: 1 } },
    { a: 3, b: 5, c: 1, d: 1 },
  ],
  [
    "$setOnInsert does nothing to what is there",
    { a: 1 },
    { $setOnInsert: { b: 1 } },
    { a: 1 },
  ],
  [
    "$push appends",
    { a: [1] },
    { $push: { a: 2, b: 1 } },
    { a: [1, 2], b: [1] },
  ],
  [
    "$push sorts and cuts",
    { a: [3, 1] },
    { $push: { a: { $each: [2, 5], $sort: 1, $slice: -3 } } },
    { a: [2, 3, 5] },
  ],
  [
    "$push sorts documents",
    { a: [{ n: 2 }] },
    { $push: { a: { $each: [{ n: 1 }], $sort: { n: 1 } } } },
    { a: [{ n: 1 }, { n: 2 }] },
  ],
  [
    "$push inserts at a position",
    { a: [1, 4] },
    { $push: { a: { $each: [2, 3], $position: 1 } } },
    { a: [1, 2, 3, 4] },
  ],
  [
    "$addToSet adds what is new",
    { a: [1, 1] },
    { $addToSet: { a: { $each: [1, 2, 2] } } },
    { a: [1, 1, 2] },
  ],
  [
    "$pop takes an end off",
    { a: [1, 2, 3], b: [1, 2] },
    { $pop: { a: 1, b: -1 } },
    { a: [1, 2], b: [2] },
  ],
  ["$pull removes values", { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  [
    "$pull removes by condition",
    { a: [1, 5, 9] },
    { $pull: { a: { $gte: 5 } } },
    { a: [1] },
  ],
  [
    "$pull removes documents",
    { lines },
    { $pull: { lines: { sku: "r" } } },
    { lines: [lines[0], lines[2]] },
  ],
  [
    "$pullAll removes a list",
    { a: [1, 2, 3] },
    { $pullAll: { a: [1, 3] } },
    { a: [2] },
  ],
  ["$bit flips bits", { n: 5 }, { $bit: { n: { and: 4 } } }, { n: 4 }],
  [
    "$ is the element that matched",
    { lines },
    { $inc: { "lines.$.q": 1 } },
    { lines: [lines[0], { sku: "r", q: 6 }, lines[2]] },
    { filter: { "lines.sku": "r" } },
  ],
  [
    "$[] is every element",
    { a: [1, 2] },
    { $inc: { "a.$[]": 1 } },
    { a: [2, 3] },
  ],
  [
    "$[name] is what a filter says",
    { lines },
    { $set: { "lines.$[many].q": 0 } },
    { lines: [lines[0], { sku: "r", q: 0 }, { sku: "s", q: 0 }] },
    { arrayFilters: [{ "many.q": { $gte: 5 } }] },
  ],
  [
    "a pipeline computes",
    { a: 2, b: { c: 3 } },
    [{ $set: { "b.d": { $add: ["$a", "$b.c"] } } }, { $unset: "a" }],
    { b: { c: 3, d: 5 } },
  ],
];

const refusals: [string, Document, Document, number][] = [
  ["an unknown operator", {}, { $foo: { a: 1 } }, 9],
  ["an operator without fields", {}, { $set: 5 }, 9],
  ["to change the _id", {}, { $set: { _id: 9 } }, 66],
  ["two changes of one path", {}, { $set: { a: 1 }, $inc: { a: 1 } }, 40],
  [
    "changes of a path and of a part of it",
    {},
    { $set: { a: {}, "a.b": 1 } },
    40,
  ],
  ["to increment a text", { a: "x" }, { $inc: { a: 1 } }, 14],
  ["to increment by a text", {}, { $inc: { a: "x" } }, 14],
  ["to go through a number", { a: 5 }, { $set: { "a.b": 1 } }, 28],
  ["a name in an array", { a: [1] }, { $set: { "a.b": 1 } }, 28],
  ["to push to a number", { a: 5 }, { $push: { a: 1 } }, 2],
  ["to pop off a number", { a: 5 }, { $pop: { a: 1 } }, 14],
  ["an empty name", {}, { $set: { "a..b": 1 } }, 56],
  ["$ where no array was matched", { a: [1] }, { $set: { "a.$": 1 } }, 2],
  ["$[name] without its filter", { a: [1] }, { $set: { "a.$[x]": 1 } }, 2],
];

describe("an update", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  beforeEach(() => {
    items = test.db.collection(`items-${new ObjectId()}`);
  });

  for (const [what, document, update, changed, given = {}] of facts) {
    it(`${what}`, async () => {
      const { filter = {}, ...options } = given;
      await items.insertOne({ _id: 1, ...document });

      const result = await items.updateOne(
        { _id: 1, ...filter },
        update as UpdateFilter<Item>,
        options,
      );

      expect(result.matchedCount).to.equal(1);
      expect(await items.findOne()).to.deep.equal({ _id: 1, ...changed });
    });
  }

  for (const [what, document, update, code] of refusals) {
    it(`refuses ${what}, and changes nothing`, async () => {
      await items.insertOne({ _id: 1, first: 1, ...document });
      const whole = { ...update, $max: { first: 7 } };

      const error = await refusal(items.updateOne({ _id: 1 }, whole));

      expect(error.code, error.message).to.equal(code);
      expect(await items.findOne()).to.deep.equal({
        _id: 1,
        first: 1,
        ...document,
      });
    });
  }

  const filters: [string, unknown, Document[], number][] = [
    ["that no path names", { $set: { b: 1 } }, [{ x: 1 }], 9],
    ["of a pipeline", [{ $set: { b: 1 } }], [{ x: 1 }], 9],
    ["whose name is none", { $set: { "a.$[X]": 1 } }, [{ X: 1 }], 2],
  ];

  for (const [what, update, arrayFilters, code] of filters) {
    it(`refuses an array filter ${what}`, async () => {
      await items.insertOne({ _id: 1, a: [1] });
      const statement = { q: {}, u: update, arrayFilters };

      const answer = await test.db.command({
        update: items.collectionName,
        updates: [statement],
      });

      expect(answer.writeErrors[0].code).to.equal(code);
    });
  }

  it("says what it changed", async () => {
    await items.insertMany([{ a: 1 }, { a: 1 }, { a: 2 }]);

    const result = await items.updateMany({}, { $set: { a: 2 } });

    expect(result).to.include({ matchedCount: 3, modifiedCount: 2 });
  });

  it("widens the type of a number only as far as it has to", async () => {
    await items.insertOne({
      int: new Int32(2_147_483_647),
      long: Long.fromNumber(1),
      double: new Double(1),
    });
    await items.updateOne({}, { $inc: { int: 1, long: 1, double: 1, no: 1 } });

    const found = await items.findOne({}, { promoteValues: false });

    expect(found?.int).to.deep.equal(Long.fromNumber(2_147_483_648));
    expect(found?.long).to.deep.equal(Long.fromNumber(2));
    expect(found?.double).to.deep.equal(new Double(2));
    expect(found?.no).to.deep.equal(new Int32(1));
  });

  it("takes stock only where there is enough and nothing is held", async () => {
    await items.insertOne({ _id: 1, onHand: 3 });
    const take = (order: string, quantity: number) =>
      items.updateOne(
        {
          _id: 1,
          onHand: { $gte: quantity },
          [`holds.${order}`]: { $exists: false },
        },
        {
          $inc: { onHand: -quantity },
          $set: { [`holds.${order}`]: quantity },
        },
      );

    const taken = [await take("A", 2), await take("A", 1), await take("B", 2)];

    expect(taken.map((one) => one.modifiedCount)).to.deep.equal([1, 0, 0]);
    expect(await items.findOne()).to.deep.equal({
      _id: 1,
      onHand: 1,
      holds: { A: 2 },
    });
  });

  it("replaces all but the _id", async () => {
    await items.insertOne({ _id: 1, a: 1 });

    await items.replaceOne({ a: 1 }, { b: 2 });

    expect(await items.findOne()).to.deep.equal({ _id: 1, b: 2 });
    const altered = items.replaceOne({ _id: 1 }, { _id: 2 });
    expect(await refusal(altered)).to.include({ code: 66 });
  });

  it("shares no object with its caller", async () => {
    const mine = { _id: 1, list: [1] };
    await items.insertOne(mine);
    mine.list.push(2);
    const found = await items.findOne();
    found?.list.push(3);

    expect(await items.findOne()).to.deep.equal({ _id: 1, list: [1] });
  });
});

describe("an upsert", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  beforeEach(() => {
    items = test.db.collection(`items-${new ObjectId()}`);
  });

  const upsert = { upsert: true };

  it("inserts what the filter and the update say", async () => {
    const filter = { a: 1, "b.c": { $eq: 2 }, d: { $gt: 3 }, $and: [{ e: 5 }] };
    const update = { $set: { f: 6 }, $setOnInsert: { g: 7 } };

    const result = await items.updateOne(filter, update, upsert);

    const found = await items.findOne({ _id: result.upsertedId ?? undefined });
    expect(found?._id).to.be.instanceOf(ObjectId);
    expect({ ...found, _id: 0 }).to.deep.equal({
      _id: 0,
      a: 1,
      b: { c: 2 },
      e: 5,
      f: 6,
      g: 7,
    });
  });

  const seeds: [string, Filter<Item>, Item][] = [
    ["$in of one value", { _id: 1, a: { $in: [2] } }, { _id: 1, a: 2 }],
    ["$in of two values", { _id: 1, a: { $in: [2, 3] } }, { _id: 1 }],
    ["$in of a pattern", { _id: 1, a: { $in: [/x/] } }, { _id: 1 }],
    ["$all of one value", { _id: 1, a: { $all: [2] } }, { _id: 1, a: 2 }],
    ["$or of one filter", { $or: [{ _id: 1, a: 2 }] }, { _id: 1, a: 2 }],
    ["$or of two filters", { _id: 1, $or: [{ a: 2 }, { b: 2 }] }, { _id: 1 }],
    ["$and of filters", { $and: [{ _id: 1 }, { a: 2 }] }, { _id: 1, a: 2 }],
  ];

  for (const [what, filter, inserted] of seeds) {
    it(`takes values from ${what}`, async () => {
      await items.updateOne(filter, { $set: { z: 1 } }, upsert);

      expect(await items.findOne()).to.deep.equal({ ...inserted, z: 1 });
    });
  }

  it("refuses two values for one field", async () => {
    const filter = { _id: 1, $and: [{ a: 1 }, { a: 2 }] };

    const attempt = items.updateOne(filter, { $set: { z: 1 } }, upsert);

    expect(await refusal(attempt)).to.include({ code: 54 });
  });

  it("alone makes a collection", async () => {
    await items.updateOne({ _id: 1 }, { $set: { a: 1 } });
    await items.replaceOne({ _id: 1 }, { a: 1 });
    await items.findOneAndUpdate({ _id: 1 }, { $set: { a: 1 } });
    await items.findOneAndDelete({ _id: 1 });
    const named = { name: items.collectionName };
    expect(await test.db.listCollections(named).toArray()).to.have.length(0);

    await items.updateOne({ _id: 1 }, { $set: { a: 1 } }, upsert);

    expect(await test.db.listCollections(named).toArray()).to.have.length(1);
  });

  it("changes what is there", async () => {
    await items.insertOne({ _id: 1, n: 1 });

    const result = await items.updateOne(
      { _id: 1 },
      { $inc: { n: 1 } },
      upsert,
    );

    expect(result).to.include({ upsertedCount: 0, modifiedCount: 1 });
  });

  it("replaces with the _id of the filter", async () => {
    const result = await items.replaceOne({ _id: 7 }, { a: 1 }, upsert);

    expect(result.upsertedId).to.equal(7);
    expect(await items.findOne()).to.deep.equal({ _id: 7, a: 1 });
  });

  it("counts every one of many at once", async () => {
    const adding = Array.from({ length: 200 }, () =>
      items.updateOne(
        { _id: "cart" },
        { $inc: { "lines.9798000000001.quantity": 1 } },
        upsert,
      ),
    );

    await Promise.all(adding);

    expect(await items.find().toArray()).to.deep.equal([
      { _id: "cart", lines: { "9798000000001": { quantity: 200 } } },
    ]);
  });
});

describe("findOneAnd…", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  beforeEach(async () => {
    items = test.db.collection(`items-${new ObjectId()}`);
    await items.insertMany([
      { _id: 1, n: 1 },
      { _id: 2, n: 2 },
    ]);
  });

  const increment = { $inc: { n: 10 } };

  it("Update gives the document before, or after", async () => {
    const before = await items.findOneAndUpdate({ _id: 1 }, increment);
    const after = await items.findOneAndUpdate({ _id: 1 }, increment, {
      returnDocument: "after",
    });

    expect(before).to.deep.equal({ _id: 1, n: 1 });
    expect(after).to.deep.equal({ _id: 1, n: 21 });
  });

  it("Update takes the first of a sort, and projects", async () => {
    const found = await items.findOneAndUpdate({}, increment, {
      sort: { n: -1 },
      projection: { _id: 0, n: 1 },
    });

    expect(found).to.deep.equal({ n: 2 });
  });

  it("Update gives null for nothing, and upserts", async () => {
    const none = await items.findOneAndUpdate({ _id: 3 }, increment);
    const full = await items.findOneAndUpdate({ _id: 3 }, increment, {
      upsert: true,
      returnDocument: "after",
      includeResultMetadata: true,
    });

    expect(none).to.equal(null);
    expect(full.value).to.deep.equal({ _id: 3, n: 10 });
    expect(full.lastErrorObject).to.include({
      n: 1,
      updatedExisting: false,
      upserted: 3,
    });
  });

  it("Delete gives what it deleted", async () => {
    const deleted = await items.findOneAndDelete({ n: { $gt: 1 } });

    expect(deleted).to.deep.equal({ _id: 2, n: 2 });
    expect(await items.countDocuments()).to.equal(1);
  });

  it("Replace replaces", async () => {
    await items.findOneAndReplace({ _id: 1 }, { m: 1 });

    expect(await items.findOne({ _id: 1 })).to.deep.equal({ _id: 1, m: 1 });
  });
});
