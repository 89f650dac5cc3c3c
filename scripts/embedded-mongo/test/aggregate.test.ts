import { expect } from "chai";
import { before, describe, it } from "mocha";
import { type Collection, type Document, Double } from "mongodb";
import { type Item, refusal, useDatabase } from "./database.ts";

const facts: [string, Document[], Document[]][] = [
  [
    "groups and sums",
    [
      { $group: { _id: "$kind", n: { $sum: 1 }, total: { $sum: "$price" } } },
      { $sort: { _id: 1 } },
    ],
    [
      { _id: "book", n: 2, total: 30 },
      { _id: "cd", n: 1, total: 7 },
    ],
  ],
  [
    "matches, sorts, skips and limits",
    [
      { $match: { price: { $gt: 5 } } },
      { $sort: { price: -1 } },
      { $skip: 1 },
      { $limit: 1 },
      { $project: { price: 1 } },
    ],
    [{ _id: 1, price: 10 }],
  ],
  [
    "adds, computes and leaves out",
    [
      { $match: { _id: 1 } },
      { $addFields: { "nested.double": { $multiply: ["$price", 2] } } },
      { $unset: ["kind", "tags", "price"] },
    ],
    [{ _id: 1, nested: { a: 1, double: 20 } }],
  ],
  [
    "unwinds",
    [{ $unwind: "$tags" }, { $group: { _id: "$tags" } }, { $sort: { _id: 1 } }],
    [{ _id: "x" }, { _id: "y" }],
  ],
  [
    "looks up",
    [
      { $match: { _id: 3 } },
      {
        $lookup: {
          from: "kinds",
          localField: "kind",
          foreignField: "_id",
          as: "kinds",
        },
      },
      { $project: { kinds: 1 } },
    ],
    [{ _id: 3, kinds: [{ _id: "cd", title: "Disc" }] }],
  ],
  ["counts", [{ $match: { kind: "book" } }, { $count: "n" }], [{ n: 2 }]],
  ["has no count of nothing", [{ $match: { x: 1 } }, { $count: "n" }], []],
  [
    "runs several pipelines at once",
    [{ $facet: { all: [{ $count: "n" }], none: [{ $match: { x: 1 } }] } }],
    [{ all: [{ n: 3 }], none: [] }],
  ],
];

const refusals: [string, Document[], number][] = [
  ["an unknown stage", [{ $foo: {} }], 40324],
  ["a stage of two", [{ $match: {}, $limit: 1 }], 40323],
  ["an unknown expression", [{ $addFields: { a: { $foo: 1 } } }], 168],
  ["an unknown operator in $match", [{ $match: { a: { $foo: 1 } } }], 2],
  ["a limit of nothing", [{ $limit: 0 }], 15958],
];

describe("aggregate", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany([
      { _id: 1, kind: "book", price: 10, tags: ["x", "y"], nested: { a: 1 } },
      { _id: 2, kind: "book", price: 20, tags: ["x"] },
      { _id: 3, kind: "cd", price: 7 },
    ]);
    await test.db
      .collection<Item>("kinds")
      .insertOne({ _id: "cd", title: "Disc" });
  });

  for (const [fact, pipeline, result] of facts) {
    it(fact, async () => {
      const found = await items.aggregate(pipeline).toArray();

      expect(found).to.deep.equal(result);
    });
  }

  for (const [what, pipeline, code] of refusals) {
    it(`refuses ${what}`, async () => {
      const attempt = items.aggregate(pipeline).toArray();

      expect((await refusal(attempt)).code).to.equal(code);
    });
  }

  it("changes nothing that is stored", async () => {
    const stages = [{ $set: { "nested.a": 99 } }, { $unset: "nested.b" }];
    await items.aggregate(stages).toArray();

    expect(await items.findOne({ _id: 1 })).to.have.nested.property(
      "nested.a",
      1,
    );
  });

  it("hands out what it found in batches", async () => {
    const many = test.db.collection<Item>("many");
    await many.insertMany(Array.from({ length: 500 }, (_, n) => ({ n })));

    const stages = [{ $project: { _id: 0, n: 1 } }];
    const found = await many.aggregate(stages, { batchSize: 7 }).toArray();

    expect(found.map(({ n }) => n)).to.deep.equal(
      Array.from({ length: 500 }, (_, n) => n),
    );
  });

  it("keeps the types of what it only selects", async () => {
    const typed = test.db.collection<Item>("typed");
    await typed.insertOne({ n: new Double(5) });

    const [found] = await typed
      .aggregate([{ $match: { n: 5 } }], { promoteValues: false })
      .toArray();

    expect(found?.n).to.be.instanceOf(Double);
  });

  it("counts the documents of a filter", async () => {
    expect(await items.countDocuments({ kind: "book" })).to.equal(2);
    expect(await items.countDocuments({ kind: "dvd" })).to.equal(0);
    expect(await items.countDocuments({}, { skip: 1, limit: 1 })).to.equal(1);
  });
});

describe("the embedded server's aggregate", () => {
  const test = useDatabase();

  before(async function () {
    if (process.env.MONGODB_URL) this.skip();
  });

  const refused: [string, Document, number][] = [
    ["change streams", { $changeStream: {} }, 40573],
    ["scripts", { $addFields: { a: { $function: { body: "" } } } }, 168],
  ];

  for (const [what, stage, code] of refused) {
    it(`refuses ${what}`, async () => {
      const attempt = test.db.collection("items").aggregate([stage]).toArray();

      expect((await refusal(attempt)).code).to.equal(code);
    });
  }
});
