import { expect } from "chai";
import { before, beforeEach, describe, it } from "mocha";
import {
  type Collection,
  type Document,
  Double,
  Long,
  MongoClient,
  ObjectId,
} from "mongodb";
import { startEmbeddedMongo } from "../server.ts";
import { type Item, openDatabase, refusal, useDatabase } from "./database.ts";

describe("options of commands", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  beforeEach(async () => {
    items = test.db.collection(`items-${new ObjectId()}`);
    await items.insertMany([
      { _id: 1, n: 1, tags: ["a", "b"], a: { b: 1, c: 2 } },
      { _id: 2, n: 2, tags: [], lines: [{ q: 2, p: 3 }, { q: 1 }] },
    ]);
    await items.createIndex({ n: 1 });
  });

  it("hint: an index by its name or its key, or none", async () => {
    const explained = async (hint: string | Document) => {
      const { queryPlanner } = await items.find({}, { hint }).explain();
      return queryPlanner.winningPlan.inputStage?.indexName ?? "none";
    };

    expect(await explained("n_1")).to.equal("n_1");
    expect(await explained({ n: 1 })).to.equal("n_1");
    expect(await explained({ $natural: 1 })).to.equal("none");
    expect(await items.find({ n: 2 }).hint("n_1").toArray()).to.have.length(1);
    expect(await items.countDocuments({}, { hint: "n_1" })).to.equal(2);
  });

  it("hint: refuses an index that does not exist", async () => {
    const hint = { x: 1 };

    const attempts = [
      () => items.find({}, { hint }).toArray(),
      () => items.aggregate([], { hint }).toArray(),
      () => items.updateOne({}, { $set: { a: 1 } }, { hint }),
      () => items.deleteOne({}, { hint }),
      () => items.findOneAndDelete({}, { hint }),
    ];

    for (const attempt of attempts) {
      expect((await refusal(attempt())).code).to.equal(2);
    }
  });

  it("let: variables for filters, projections and updates", async () => {
    const options = { let: { wanted: 2, text: { $concat: ["a", "b"] } } };
    const filter = { $expr: { $eq: ["$n", "$$wanted"] } };

    const found = await items
      .find(filter, { ...options, projection: { text: "$$text" } })
      .toArray();
    const summed = await items
      .aggregate([{ $match: filter }, { $project: { t: "$$text" } }], options)
      .toArray();
    await items.updateOne(filter, [{ $set: { t: "$$text" } }], options);
    await items.deleteOne({ $expr: { $lt: ["$n", "$$wanted"] } }, options);

    expect(found).to.deep.equal([{ _id: 2, text: "ab" }]);
    expect(summed).to.deep.equal([{ _id: 2, t: "ab" }]);
    const left = await items.find().project({ t: 1 }).toArray();
    expect(left).to.deep.equal([{ _id: 2, t: "ab" }]);
  });

  it("let: refuses fields of documents", async () => {
    const attempt = items.find({}, { let: { x: "$n" } }).toArray();

    expect((await refusal(attempt)).code).to.equal(4890500);
  });

  it("$comment has no effect", async () => {
    const filter = { $comment: "why", n: { $gt: 1, $comment: "so" } };

    expect(await items.countDocuments(filter)).to.equal(1);
  });

  const projections: [string, number, Document, Document][] = [
    ["parts as a document", 1, { a: { b: 1 } }, { _id: 1, a: { b: 1 } }],
    [
      "leaves parts out",
      1,
      { a: { b: 0 }, tags: 0, n: 0 },
      { _id: 1, a: { c: 2 } },
    ],
    [
      "computes",
      1,
      { n: 1, next: { $add: ["$n", 1] } },
      { _id: 1, n: 1, next: 2 },
    ],
    ["renames", 1, { _id: 0, m: "$n" }, { m: 1 }],
    ["computes inside", 1, { a: { d: "$n" } }, { _id: 1, a: { d: 1 } }],
    [
      "computes in elements",
      2,
      { "lines.n": "$n", "lines.q": 1 },
      {
        _id: 2,
        lines: [
          { q: 2, n: 2 },
          { q: 1, n: 2 },
        ],
      },
    ],
    ["adds a constant", 1, { _id: 1, x: "text" }, { _id: 1, x: "text" }],
    ["has no field for a missing value", 1, { _id: 1, x: "$no" }, { _id: 1 }],
    [
      "takes elements by an expression",
      1,
      { t: { $slice: ["$tags", 1] } },
      { _id: 1, t: ["a"] },
    ],
  ];

  for (const [fact, _id, projection, result] of projections) {
    it(`a projection ${fact}, in find and in a pipeline`, async () => {
      const stages = [{ $match: { _id } }, { $project: projection }];

      const found = await items.findOne({ _id }, { projection });

      expect(found).to.deep.equal(result);
      expect(await items.aggregate(stages).toArray()).to.deep.equal([result]);
    });
  }

  it("$set adds to documents and to the elements of arrays", async () => {
    const stages = [
      { $set: { a: { d: "$n" }, "lines.x": 1, tags: "$no" } },
      { $sort: { _id: 1 } },
    ];

    expect(await items.aggregate(stages).toArray()).to.deep.equal([
      { _id: 1, n: 1, a: { b: 1, c: 2, d: 1 }, lines: { x: 1 } },
      {
        _id: 2,
        n: 2,
        lines: [
          { q: 2, p: 3, x: 1 },
          { q: 1, x: 1 },
        ],
        a: { d: 2 },
      },
    ]);
  });
});

describe("stages of pipelines", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany([
      { _id: 1, g: "x", n: 1, at: new Date("2026-01-01"), next: 2 },
      { _id: 2, g: "x", n: 5, at: new Date("2026-01-02"), next: 3 },
      { _id: 3, g: "y", n: new Double(5), at: new Date("2026-01-04"), next: 1 },
      { _id: 4, g: "x", n: 12, at: new Date("2026-01-05") },
    ]);
  });

  const byId = { $sort: { _id: 1 } };
  const window = (output: Document, sortBy: Document = { n: 1 }) => [
    { $setWindowFields: { partitionBy: "$g", sortBy, output } },
    byId,
    { $project: { _id: 0, r: 1 } },
  ];

  const facts: [string, Document[], Document[]][] = [
    [
      "$bucket groups by boundaries",
      [{ $bucket: { groupBy: "$n", boundaries: [0, 5, 10], default: "more" } }],
      [
        { _id: 0, count: 1 },
        { _id: 5, count: 2 },
        { _id: "more", count: 1 },
      ],
    ],
    [
      "$bucket accumulates",
      [
        {
          $bucket: {
            groupBy: "$n",
            boundaries: [0, 20],
            output: { sum: { $sum: "$n" } },
          },
        },
      ],
      [{ _id: 0, sum: 23 }],
    ],
    [
      "$graphLookup follows references",
      [
        { $match: { _id: 1 } },
        {
          $graphLookup: {
            from: "items",
            startWith: "$next",
            connectFromField: "next",
            connectToField: "_id",
            as: "way",
            depthField: "depth",
            maxDepth: 1,
          },
        },
        { $project: { way: { _id: 1, depth: 1 } } },
      ],
      [
        {
          _id: 1,
          way: [
            { _id: 2, depth: 0 },
            { _id: 3, depth: 1 },
          ],
        },
      ],
    ],
    [
      "$graphLookup ends in a circle",
      [
        { $match: { _id: 1 } },
        {
          $graphLookup: {
            from: "items",
            startWith: "$next",
            connectFromField: "next",
            connectToField: "_id",
            as: "way",
          },
        },
        { $project: { _id: 0, n: { $size: "$way" } } },
      ],
      [{ n: 3 }],
    ],
    [
      "$setWindowFields sums up to here",
      window({
        r: { $sum: "$n", window: { documents: ["unbounded", "current"] } },
      }),
      [{ r: 1 }, { r: 6 }, { r: 5 }, { r: 18 }],
    ],
    [
      "$setWindowFields takes neighbours",
      window({ r: { $max: "$n", window: { documents: [-1, 1] } } }),
      [{ r: 5 }, { r: 12 }, { r: 5 }, { r: 12 }],
    ],
    [
      "$setWindowFields takes a range",
      window({ r: { $sum: "$n", window: { range: [-4, 0] } } }),
      [{ r: 1 }, { r: 6 }, { r: 5 }, { r: 12 }],
    ],
    [
      "$setWindowFields takes a range of days",
      window(
        { r: { $sum: "$n", window: { range: [-1, 0], unit: "day" } } },
        { at: 1 },
      ),
      [{ r: 1 }, { r: 6 }, { r: 5 }, { r: 12 }],
    ],
    [
      "$setWindowFields ranks",
      window({ r: { $rank: {} } }),
      [{ r: 1 }, { r: 2 }, { r: 1 }, { r: 3 }],
    ],
    [
      "$setWindowFields shifts",
      window({ r: { $shift: { output: "$n", by: -1, default: 0 } } }),
      [{ r: 0 }, { r: 1 }, { r: 0 }, { r: 5 }],
    ],
    [
      "$lookup joins by a pipeline with variables",
      [
        { $match: { _id: 2 } },
        {
          $lookup: {
            from: "items",
            let: { n: "$n" },
            as: "same",
            pipeline: [
              { $match: { $expr: { $eq: ["$n", "$$n"] } } },
              { $project: { _id: 1 } },
            ],
          },
        },
        { $project: { same: 1 } },
      ],
      [{ _id: 2, same: [{ _id: 2 }, { _id: 3 }] }],
    ],
    [
      "$documents makes documents",
      [{ $documents: [{ a: 1 }, { a: 2 }] }, { $match: { a: 2 } }],
      [{ a: 2 }],
    ],
  ];

  for (const [fact, stages, result] of facts) {
    it(fact, async () => {
      const source = "$documents" in (stages[0] ?? {}) ? test.db : items;

      const found = await source.aggregate(stages).toArray();

      expect(found).to.deep.equal(result);
    });
  }

  const refusals: [string, Document[], number][] = [
    [
      "boundaries that are not sorted",
      [{ $bucket: { groupBy: "$n", boundaries: [5, 0] } }],
      40194,
    ],
    [
      "a value without a bucket",
      [{ $bucket: { groupBy: "$n", boundaries: [0, 5] } }],
      40066,
    ],
    [
      "a rank without an order",
      [{ $setWindowFields: { output: { r: { $rank: {} } } } }],
      5339901,
    ],
    [
      "a window function that is unknown",
      [{ $setWindowFields: { output: { r: { $foo: 1 } } } }],
      9,
    ],
    ["to write before the end", [{ $out: "x" }, { $limit: 1 }], 40601],
    [
      "to merge by a field that is not unique",
      [{ $merge: { into: "merged", on: "n" } }],
      51183,
    ],
    [
      "to merge into what is there",
      [{ $merge: { into: "items", whenMatched: "fail" } }],
      11000,
    ],
    [
      "to merge into what is not there",
      [{ $merge: { into: "other", whenNotMatched: "fail" } }],
      13113,
    ],
  ];

  for (const [what, stages, code] of refusals) {
    it(`refuses ${what}`, async () => {
      const error = await refusal(items.aggregate(stages).toArray());

      expect(error.code, error.message).to.equal(code);
    });
  }

  it("$out replaces a collection, and keeps its indexes", async () => {
    const target = test.db.collection<Item>("out");
    await target.createIndex({ m: 1 }, { unique: true });
    await target.insertOne({ _id: 9, m: 1 });

    const stages = [{ $project: { m: "$_id" } }, { $out: "out" }];
    const found = await items.aggregate(stages).toArray();

    expect(found).to.deep.equal([]);
    expect(await target.find().toArray()).to.deep.equal(
      [1, 2, 3, 4].map((_id) => ({ _id, m: _id })),
    );
    expect(await target.indexes()).to.have.length(2);
  });

  it("$out leaves a collection that it cannot replace", async () => {
    const target = test.db.collection<Item>("unique");
    await target.createIndex({ n: 1 }, { unique: true });
    await target.insertOne({ _id: 9 });

    const error = await refusal(
      items.aggregate([{ $out: "unique" }]).toArray(),
    );

    expect(error).to.include({ code: 11000 });
    expect(await target.find().toArray()).to.deep.equal([{ _id: 9 }]);
  });

  const merges: [string, Document, Document[]][] = [
    [
      "merges",
      {},
      [
        { _id: 1, n: 1, own: 1 },
        { _id: 2, n: 5 },
      ],
    ],
    [
      "replaces",
      { whenMatched: "replace" },
      [
        { _id: 1, n: 1 },
        { _id: 2, n: 5 },
      ],
    ],
    [
      "keeps what is there",
      { whenMatched: "keepExisting", whenNotMatched: "discard" },
      [{ _id: 1, own: 1 }],
    ],
    [
      "runs a pipeline",
      { whenMatched: [{ $set: { sum: { $add: ["$own", "$$new.n"] } } }] },
      [
        { _id: 1, own: 1, sum: 2 },
        { _id: 2, n: 5 },
      ],
    ],
  ];

  for (const [fact, options, result] of merges) {
    it(`$merge ${fact}`, async () => {
      const into = `merge-${new ObjectId()}`;
      await test.db.collection<Item>(into).insertOne({ _id: 1, own: 1 });
      const stages = [
        { $match: { _id: { $lte: 2 } } },
        { $project: { n: 1 } },
        { $merge: { into, ...options } },
      ];

      await items.aggregate(stages).toArray();

      const merged = test.db.collection(into).find().sort({ _id: 1 });
      expect(await merged.toArray()).to.deep.equal(result);
    });
  }
});

describe("documents in a TTL index", () => {
  it("go when they are old, and no others", async () => {
    const server = await startEmbeddedMongo({ expiryMs: 20 });
    const client = await MongoClient.connect(server.url);
    const items = client.db("test").collection<Item>("items");
    await items.createIndex({ at: 1 }, { expireAfterSeconds: 10 });
    const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
    await items.insertMany([
      { _id: 1, at: ago(60) },
      { _id: 2, at: ago(0) },
      { _id: 3, at: "long ago" },
      { _id: 4 },
      { _id: 5, at: [ago(0), ago(60)] },
    ]);

    while ((await items.countDocuments()) > 3);

    const left = await items.find().sort({ _id: 1 }).toArray();
    expect(left.map(({ _id }) => _id)).to.deep.equal([2, 3, 4]);
    expect(await items.indexes()).to.deep.include({
      v: 2,
      key: { at: 1 },
      name: "at_1",
      expireAfterSeconds: 10,
    });
    await client.close();
    await server.close();
  });

  it("are refused on two fields", async () => {
    const test = await openDatabase();
    const items = test.db.collection("items");

    const attempt = items.createIndex(
      { a: 1, b: 1 },
      { expireAfterSeconds: 1 },
    );

    expect(await refusal(attempt)).to.include({ code: 67 });
    await test.close();
  });
});

describe("what mongosh and Compass ask first", () => {
  const test = useDatabase();

  before(async () => {
    await test.db.collection("items").insertMany([{ a: 1 }, { a: 2 }]);
    await test.db.collection("items").createIndex({ a: 1 });
  });

  const commands: Document[] = [
    { buildInfo: 1 },
    { connectionStatus: 1, showPrivileges: true },
    { getCmdLineOpts: 1 },
    { getLog: "startupWarnings" },
    { getParameter: 1, featureCompatibilityVersion: 1 },
    { hostInfo: 1 },
    { ping: 1 },
    { serverStatus: 1 },
    { whatsmyuri: 1 },
    { listDatabases: 1, nameOnly: true },
  ];

  for (const command of commands) {
    it(`is answered: ${Object.keys(command)[0]}`, async () => {
      const { ok } = await test.db.admin().command(command);

      expect(ok).to.equal(1);
    });
  }

  it("is answered with sizes", async () => {
    const database = await test.db.stats();
    const [collection] = await test.db
      .collection("items")
      .aggregate([{ $collStats: { storageStats: {}, count: {} } }])
      .toArray();
    const indexes = await test.db
      .collection("items")
      .aggregate([{ $indexStats: {} }])
      .toArray();

    expect(database).to.include({ collections: 1, objects: 2, indexes: 2 });
    expect(database.dataSize).to.be.greaterThan(0);
    expect(collection?.count).to.equal(2);
    expect(collection?.storageStats).to.include({ count: 2, nindexes: 2 });
    expect(indexes.map(({ name }) => name)).to.deep.equal(["_id_", "a_1"]);
    expect(Long.isLong(indexes[0]?.accesses.ops)).to.equal(false);
  });
});
