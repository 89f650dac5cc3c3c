import { expect } from "chai";
import { before, describe, it } from "mocha";
import {
  type Collection,
  type Document,
  Double,
  type Filter,
  Long,
  ObjectId,
} from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

const id = new ObjectId("0123456789abcdef01234567");

const documents: Document[] = [
  { _id: 1, n: 5, tags: ["a", "b"], title: "Emma" },
  { _id: 2, n: new Double(5), title: "emma", nested: { x: 1, y: 2 } },
  { _id: 3, n: Long.fromNumber(7), title: "Middlemarch" },
  { _id: 4, n: "5", nested: { x: null } },
  {
    _id: 5,
    n: null,
    lines: [
      { sku: "p", q: 1 },
      { sku: "r", q: 5 },
    ],
  },
  { _id: 6, at: new Date(1_000), lines: [{ sku: "p", q: 5 }] },
  { _id: 7, n: [1, 9], ref: id },
];

const facts: [string, Filter<Item>, number[]][] = [
  ["equals across the types of numbers", { n: 5 }, [1, 2]],
  ["finds an equal element", { tags: "b" }, [1]],
  ["finds an equal array", { tags: ["a", "b"] }, [1]],
  ["minds the order of an array", { tags: ["b", "a"] }, []],
  ["finds an equal embedded document", { nested: { x: 1, y: 2 } }, [2]],
  ["minds the order of fields", { nested: { y: 2, x: 1 } }, []],
  ["takes null for a missing field, too", { n: null }, [5, 6]],
  ["tells null from missing by $exists", { n: null, _id: { $gt: 4 } }, [5, 6]],
  ["finds what exists", { "nested.x": { $exists: true } }, [2, 4]],
  ["finds what does not", { n: { $exists: false } }, [6]],
  ["compares within a type only", { n: { $gt: 4 } }, [1, 2, 3, 7]],
  ["lets different elements meet two bounds", { n: { $gt: 8, $lt: 2 } }, [7]],
  ["compares texts", { n: { $gte: "5" } }, [4]],
  ["compares dates", { at: { $lt: new Date(2_000) } }, [6]],
  ["compares ObjectIds", { ref: { $gte: id } }, [7]],
  ["finds one of several", { n: { $in: [5, "5"] } }, [1, 2, 4]],
  ["finds patterns among several", { title: { $in: [/^mid/i] } }, [3]],
  ["finds none of several", { n: { $nin: [5, "5", null] } }, [3, 7]],
  ["finds what differs", { n: { $ne: 5 } }, [3, 4, 5, 6, 7]],
  ["negates a condition", { n: { $not: { $gt: 4 } } }, [4, 5, 6]],
  ["matches a pattern, ignoring case", { title: /^EMMA$/i }, [1, 2]],
  [
    "takes a pattern as a text",
    { title: { $regex: "mm", $options: "i" } },
    [1, 2],
  ],
  ["joins conditions with $or", { $or: [{ n: "5" }, { tags: "a" }] }, [1, 4]],
  ["joins conditions with $nor", { $nor: [{ n: 5 }, { _id: { $gt: 2 } }] }, []],
  [
    "joins $and, $or and more",
    { $and: [{ n: 5 }, { $or: [{ _id: 2 }] }] },
    [2],
  ],
  [
    "finds an element that meets all",
    { lines: { $elemMatch: { sku: "p", q: 5 } } },
    [6],
  ],
  ["looks into arrays of documents", { "lines.sku": "r" }, [5]],
  ["finds an element by its index", { "lines.0.q": 5 }, [6]],
  ["counts elements", { lines: { $size: 2 } }, [5]],
  ["wants all elements", { tags: { $all: ["b", "a"] } }, [1]],
  ["knows the type double", { n: { $type: "double" } }, [2]],
  ["knows the type number", { n: { $type: "number" } }, [1, 2, 3, 7]],
  ["knows the type objectId", { ref: { $type: "objectId" } }, [7]],
  ["computes remainders", { n: { $mod: [4, 1] } }, [1, 2, 7]],
  ["evaluates expressions", { $expr: { $eq: ["$nested.x", 1] } }, [2]],
];

const refusals: [string, Filter<Item>, number][] = [
  ["an unknown operator", { n: { $foo: 1 } }, 2],
  [
    "an unknown operator deep inside",
    { $or: [{ n: { $not: { $bar: 1 } } }] },
    2,
  ],
  ["an unknown operator at the top", { $foo: 1 } as Filter<Item>, 2],
  ["$in of no array", { n: { $in: 5 } } as unknown as Filter<Item>, 2],
  ["an empty $or", { $or: [] }, 2],
  ["an unknown type", { n: { $type: "whatever" } } as Filter<Item>, 2],
  ["a pattern that does not compile", { n: { $regex: "(" } }, 51091],
];

describe("find", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany(documents);
  });

  const idsOf = (found: Document[]) => found.map(({ _id }) => _id);

  for (const [fact, filter, ids] of facts) {
    it(fact, async () => {
      const found = await items.find(filter).sort({ _id: 1 }).toArray();

      expect(idsOf(found)).to.deep.equal(ids);
    });
  }

  for (const [what, filter, code] of refusals) {
    it(`refuses ${what}`, async () => {
      expect(await refusal(items.findOne(filter))).to.include({ code });
    });
  }

  it("finds nothing in a collection that does not exist", async () => {
    const nowhere = test.db.collection("nowhere");

    expect(await nowhere.find().toArray()).to.deep.equal([]);
    expect(await nowhere.countDocuments()).to.equal(0);
  });

  it("sorts by type, then by value", async () => {
    const sorted = await items.find().sort({ n: 1, _id: -1 }).toArray();

    expect(idsOf(sorted)).to.deep.equal([6, 5, 7, 2, 1, 3, 4]);
  });

  it("takes the greatest element of an array to sort downwards", async () => {
    const [first, second] = await items
      .find({ n: { $type: "number" } })
      .sort({ n: -1 })
      .toArray();

    expect([first?._id, second?._id]).to.deep.equal([7, 3]);
  });

  it("skips and limits", async () => {
    const page = await items.find().sort({ _id: 1 }).skip(2).limit(3).toArray();

    expect(idsOf(page)).to.deep.equal([3, 4, 5]);
  });

  it("includes fields, always with the _id", async () => {
    const [found] = await items
      .find({ _id: 5 })
      .project({ "lines.sku": 1 })
      .toArray();

    expect(found).to.deep.equal({
      _id: 5,
      lines: [{ sku: "p" }, { sku: "r" }],
    });
  });

  it("excludes fields", async () => {
    const projected = items.find({ _id: 2 }).project({ "nested.x": 0, _id: 0 });

    expect(await projected.next()).to.deep.equal({
      n: 5,
      title: "emma",
      nested: { y: 2 },
    });
    expect(await items.findOne({ _id: 2 })).to.have.nested.property("nested.x");
  });

  it("projects parts of arrays", async () => {
    const [one] = await items
      .find({ "lines.sku": "r" })
      .project({ "lines.$": 1 })
      .toArray();
    const [two] = await items
      .find({ _id: 5 })
      .project({ lines: { $slice: -1 }, n: 1 })
      .toArray();

    expect(one?.lines).to.deep.equal([{ sku: "r", q: 5 }]);
    expect(two).to.deep.equal({ _id: 5, n: null, lines: [{ sku: "r", q: 5 }] });
  });

  it("refuses a projection that includes and excludes", async () => {
    const attempt = items.find().project({ n: 1, title: 0 }).toArray();

    expect((await refusal(attempt)).code).to.equal(31254);
  });

  it("lists the distinct values, those of arrays one by one", async () => {
    expect(await items.distinct("tags")).to.have.members(["a", "b"]);
    expect(await items.distinct("lines.sku")).to.have.members(["p", "r"]);
    expect(await items.distinct("title", { n: 5 })).to.have.members([
      "Emma",
      "emma",
    ]);
  });

  it("sorts in natural order, and backwards", async () => {
    const forwards = await items.find().sort({ $natural: 1 }).toArray();
    const backwards = await items.find().sort({ $natural: -1 }).toArray();

    expect(idsOf(forwards)).to.deep.equal([1, 2, 3, 4, 5, 6, 7]);
    expect(idsOf(backwards)).to.deep.equal([7, 6, 5, 4, 3, 2, 1]);
    const both = items.find().sort({ $natural: 1, n: 1 }).toArray();
    expect(await refusal(both)).to.include({ code: 15975 });
  });

  it("sorts texts by code points", async () => {
    const texts = test.db.collection<Item>("texts");
    await texts.insertMany(
      ["\u{1f600}", "\uffee", "a"].map((_id) => ({ _id })),
    );

    const sorted = await texts.find().sort({ _id: 1 }).toArray();

    expect(idsOf(sorted)).to.deep.equal(["a", "\uffee", "\u{1f600}"]);
  });

  it("refuses read concerns that a standalone does not have", async () => {
    const attempt = items.findOne({}, { readConcern: { level: "snapshot" } });

    expect(await refusal(attempt)).to.include({ code: 123 });
  });

  it("ends within the limit on its time", async () => {
    const many = test.db.collection<Item>("many");
    const numbers = Array.from({ length: 10_000 }, (_, n) => ({ n }));
    await many.insertMany(numbers);
    const slow = { $expr: { $gt: [{ $sum: { $range: [0, 1_000] } }, 1e9] } };

    const limit = { maxTimeMS: 50 };

    const attempts = [
      () => many.find(slow, limit).toArray(),
      () => many.aggregate([{ $match: slow }], limit).toArray(),
      () => many.countDocuments(slow, limit),
      () => many.distinct("n", slow, limit),
      () => many.updateMany(slow, { $set: { a: 1 } }, limit),
    ];

    for (const attempt of attempts) {
      expect(await refusal(attempt())).to.include({ code: 50 });
    }
    expect(await many.countDocuments({ a: 1 })).to.equal(0);
    expect(await many.findOne({ n: 1 }, { maxTimeMS: 1_000 })).to.not.equal(
      null,
    );
  }).timeout(20_000);

  it("ends writes within the limit on their time", async () => {
    const many = test.db.collection<Item>("written");
    const numbers = Array.from({ length: 20_000 }, (_, n) => ({ n }));
    await many.insertMany(numbers);
    const u = [{ $set: { a: 1 } }];
    const documents = numbers.map(({ n }) => ({ n: -n }));
    const indexes = [
      { key: { n: 1 }, name: "n_1" },
      { key: { n: -1 }, name: "n_-1" },
    ];

    const commands: Document[] = [
      { createIndexes: "written", indexes },
      { update: "written", updates: [{ q: {}, u, multi: true }] },
      { insert: "written", documents },
      { delete: "written", deletes: [{ q: {}, limit: 0 }] },
      { findAndModify: "written", query: { b: 1 }, update: u },
    ];

    for (const command of commands) {
      const attempt = test.db.command({ ...command, maxTimeMS: 1 });
      // As the whole command's error, not as one of writeErrors.
      const { code, message } = await refusal(attempt);
      expect({ code, message }, Object.keys(command)[0]).to.deep.equal({
        code: 50,
        message: "operation exceeded time limit",
      });
    }
    const left = (await many.indexes()).map(({ name }) => name);
    expect(left).to.deep.equal(["_id_"]);
  }).timeout(60_000);
});
