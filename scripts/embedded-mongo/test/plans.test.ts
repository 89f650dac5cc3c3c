import { expect } from "chai";
import { before, beforeEach, describe, it } from "mocha";
import {
  type Collection,
  Decimal128,
  type Document,
  Double,
  Long,
  ObjectId,
  type Sort,
} from "mongodb";
import { type Item, useDatabase } from "./database.ts";

const count = 20_000;

/** A filter, its sort, the limit; the index, and how many keys it takes. */
const plans: [string, Document, Sort, number, string, number][] = [
  ["a range", { n: { $gte: 100, $lt: 200 } }, {}, 0, "n_1", 100],
  ["a range in order", { n: { $gt: 100 } }, { n: 1 }, 20, "n_1", 20],
  ["a range backwards", { n: { $lt: 100 } }, { n: -1 }, 20, "n_1", 20],
  ["the next page by _id", { _id: { $gt: 5_000 } }, { _id: 1 }, 20, "_id_", 20],
  ["the first page of a sort", {}, { n: -1 }, 20, "n_1", 20],
  ["a text's beginning", { t: /^text-1999\d/ }, {}, 0, "t_1", 10],
  ["several values", { n: { $in: [1, 5, 9] } }, { n: 1 }, 0, "n_1", 3],
  ["a prefix of a key", { s: "done", p: 3 }, {}, 0, "s_1_p_-1_at_1", 666],
  [
    "a claim from a queue",
    { s: "new" },
    { p: -1, at: 1 },
    1,
    "s_1_p_-1_at_1",
    1,
  ],
  [
    "a claim of what is due",
    { s: "done", p: 3, at: { $lte: 500 } },
    { at: 1 },
    5,
    "s_1_p_-1_at_1",
    5,
  ],
  ["elements of an array", { "lines.sku": 77 }, {}, 0, "lines.sku_1", 2],
];

describe("plans for 20,000 documents", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async function () {
    this.timeout(60_000);
    items = test.db.collection("items");
    for (const keys of [
      { n: 1 },
      { t: 1 },
      { s: 1, p: -1, at: 1 },
      { "lines.sku": 1 },
    ] as Record<string, 1 | -1>[]) {
      await items.createIndex(keys);
    }
    await items.insertMany(Array.from({ length: count }, (_, i) => itemOf(i)));
  });

  const itemOf = (i: number): Item => ({
    _id: i,
    n: i,
    t: `text-${i}`,
    s: i % 3 === 0 ? "done" : "new",
    p: i % 10,
    at: i,
    lines: [{ sku: i }, { sku: i + 1 }],
  });

  /** The cursor of the driver would send a limit of 0 as none. */
  const cursorOf = (filter: Document, sort: Sort, limit: number) =>
    items.find(filter).sort(sort).limit(limit);

  for (const [what, filter, sort, limit, index, keys] of plans) {
    it(`use an index for ${what}`, async () => {
      const { queryPlanner, executionStats } = await cursorOf(
        filter,
        sort,
        limit,
      ).explain("executionStats");

      const { stage, inputStage } = queryPlanner.winningPlan;
      expect(stage).to.equal("FETCH");
      expect(inputStage).to.include({ stage: "IXSCAN", indexName: index });
      expect(executionStats.totalKeysExamined).to.be.within(keys, keys + 1);
    });
  }

  it("read everything where no index helps", async () => {
    const { queryPlanner, executionStats } = await items
      .find({ s: { $ne: "new" } })
      .sort({ at: 1 })
      .explain();

    expect(queryPlanner.winningPlan).to.include({ stage: "SORT" });
    expect(queryPlanner.winningPlan.inputStage.stage).to.equal("COLLSCAN");
    expect(executionStats.totalDocsExamined).to.equal(count);
  });

  it("stay in order while documents come, change and go", async () => {
    const expected = Array.from({ length: count }, (_, i) => i).slice(50);
    await items.deleteMany({ n: { $lt: 50 } });
    for (const i of [60, 70, 19_999]) {
      await items.updateOne({ _id: i }, { $inc: { n: 100_000 } });
      expected.push(...expected.splice(expected.indexOf(i), 1));
    }
    await items.insertOne({ _id: -1, n: -1 });
    expected.unshift(-1);

    const page = items.find().sort({ n: 1 }).limit(100);
    const last = items.find().sort({ n: -1 }).limit(5);

    const idsOf = (found: Item[]) => found.map(({ _id }) => _id);
    expect(idsOf(await page.toArray())).to.deep.equal(expected.slice(0, 100));
    expect(idsOf(await last.toArray())).to.deep.equal(
      expected.slice(-5).reverse(),
    );
    const { executionStats } = await page.explain("executionStats");
    expect(executionStats.totalKeysExamined).to.be.within(100, 101);
  });

  it("continue at their position, though documents are removed in between", async () => {
    const cursor = items
      .find({ n: { $gte: 1_000, $lt: 1_100 } })
      .sort({ n: 1 })
      .batchSize(10);
    const found: unknown[] = [];
    for await (const { _id } of cursor) {
      found.push(_id);
      if (found.length === 10) await items.deleteMany({ n: { $lt: 1_050 } });
    }

    expect(found.slice(0, 10)).to.deep.equal(
      Array.from({ length: 10 }, (_, i) => 1_000 + i),
    );
    expect(found.slice(-50)).to.deep.equal(
      Array.from({ length: 50 }, (_, i) => 1_050 + i),
    );
  });

  it("explain updates and deletions, and carry none out", async () => {
    const explain = { verbosity: "queryPlanner" };
    const commands = [
      {
        update: "items",
        updates: [{ q: { n: 2_000 }, u: { $set: { x: 1 } } }],
      },
      { delete: "items", deletes: [{ q: { n: 2_000 }, limit: 1 }] },
      { findAndModify: "items", query: { n: 2_000 }, remove: true },
      { count: "items", query: { n: 2_000 } },
      { distinct: "items", key: "t", query: { n: 2_000 } },
      { aggregate: "items", pipeline: [{ $match: { n: 2_000 } }], cursor: {} },
    ];

    for (const command of commands) {
      const { queryPlanner } = await test.db.command({
        explain: command,
        ...explain,
      });
      const { inputStage } = queryPlanner.winningPlan;
      expect(inputStage, Object.keys(command)[0]).to.include({
        indexName: "n_1",
      });
    }
    expect(await items.findOne({ n: 2_000 })).not.to.have.property("x");
  });
});

describe("an index", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  beforeEach(() => {
    items = test.db.collection(`items-${new ObjectId()}`);
  });

  const values: unknown[] = [
    null,
    undefined,
    0,
    1,
    -1.5,
    new Double(1),
    new Double(Number.NaN),
    new Double(Number.POSITIVE_INFINITY),
    new Double(Number.NEGATIVE_INFINITY),
    Long.fromString("9007199254740993"),
    Long.fromString("9007199254740992"),
    Long.fromString("-9007199254740993"),
    Decimal128.fromString("0.1"),
    0.1,
    Decimal128.fromString("-0.1"),
    Decimal128.fromString("1E+400"),
    Decimal128.fromString("NaN"),
    "",
    "a",
    "a\0b",
    "ab",
    "b",
    "ä",
    "\u{1f600}",
    "\uffee",
    { a: 1 },
    { a: 1, b: 2 },
    { b: 0 },
    [],
    [1, "a"],
    [[1], 2],
    false,
    true,
    new Date(-1),
    new Date(5),
    new ObjectId("0123456789abcdef01234567"),
    /^a/,
  ];

  const conditions = values
    .filter((value) => value !== undefined)
    .flatMap((value) => [
      value,
      ...(value instanceof RegExp
        ? []
        : [{ $gt: value }, { $gte: value }, { $lt: value }, { $lte: value }]),
      { $in: [value, 5] },
      { $ne: value },
    ]);

  const ranges = [
    { $gt: -2, $lt: 1 },
    { $gte: "a", $lt: "b" },
    { $gt: 0, $lt: "b" },
    { $regex: "^a" },
    { $regex: "^ab?" },
    { $regex: "^a|b" },
    { $exists: true },
    { $type: "number" },
  ];

  for (const direction of [1, -1] as const) {
    it(`of order ${direction} finds the same as a scan`, async () => {
      const documents = values.flatMap((a, i) => [
        { _id: 2 * i, a, b: 1 },
        { _id: 2 * i + 1, a, b: 2 },
      ]);
      await items.insertMany(documents, { ignoreUndefined: true });
      const single = (filter: object) => [filter, { ...filter, b: 2 }];
      const filters = [...conditions, ...ranges].flatMap((condition) =>
        single({ a: condition }),
      );
      const results = () =>
        Promise.all(
          filters.map(async (filter) => {
            const found = await items.find(filter as Document).toArray();
            return found.map(({ _id }) => Number(_id)).sort((x, y) => x - y);
          }),
        );
      const scanned = await results();

      await items.createIndex({ a: direction, b: 1 });
      const found = await results();

      for (const [i, filter] of filters.entries()) {
        expect(found[i], JSON.stringify(filter)).to.deep.equal(scanned[i]);
      }
    }).timeout(30_000);
  }

  it("has the order of a sort", async () => {
    const single = values.filter((value) => !Array.isArray(value));
    await items.insertMany(
      single.map((a, _id) => ({ _id, a })),
      { ignoreUndefined: true },
    );
    const sorted = () => items.find().sort({ a: 1, _id: 1 }).toArray();
    const scanned = await sorted();

    await items.createIndex({ a: 1, _id: 1 });

    expect(await sorted()).to.deep.equal(scanned);
  });

  it("covers several fields of the elements of one array", async () => {
    await items.createIndex({ "lines.sku": 1, "lines.q": 1, n: 1 });
    await items.insertMany([
      {
        _id: 1,
        n: 1,
        lines: [
          { sku: "a", q: 1 },
          { sku: "b", q: 2 },
        ],
      },
      { _id: 2, n: 1, lines: [{ sku: "a", q: 2 }] },
      { _id: 3, n: 2, lines: [] },
    ]);
    const both = { lines: { $elemMatch: { sku: "a", q: 2 } } };

    expect(await items.find(both).toArray()).to.have.length(1);
    expect(await items.countDocuments({ "lines.sku": "a" })).to.equal(2);
    expect(
      await items.countDocuments({ "lines.sku": "a", "lines.q": 2 }),
    ).to.equal(2);
  });

  it("cannot cover two arrays", async () => {
    await items.createIndex({ a: 1, b: 1 });

    const error = await items.insertOne({ a: [1], b: [2] }).catch((e) => e);

    expect(error).to.include({ code: 171 });
  });
});

describe("isMultiKey of explain", () => {
  const test = useDatabase();

  async function isMultiKey(name: string, document: Item) {
    const items = test.db.collection<Item>(name);
    await items.createIndex({ a: 1, "lines.sku": 1 });
    await items.insertOne(document);
    const found = items.find({ a: 1 }, { hint: "a_1_lines.sku_1" });
    const { queryPlanner } = await found.explain("queryPlanner");
    return queryPlanner.winningPlan.inputStage.isMultiKey;
  }

  const lines = [{ sku: 1 }, { sku: 2 }];
  const cases: [string, Item, boolean][] = [
    ["is true for several elements", { a: 1, lines }, true],
    ["is true for one element", { a: 1, lines: [{ sku: 1 }] }, true],
    ["is true for no element", { a: 1, lines: [] }, true],
    ["is true for equal elements", { a: [1, 1], lines: { sku: 1 } }, true],
    ["is false without an array", { a: 1, lines: { sku: 1 } }, false],
    ["is false for another array", { a: 1, lines: 0, b: [1, 2] }, false],
  ];

  for (const [fact, document, expected] of cases) {
    it(fact, async () => {
      expect(await isMultiKey(fact.replaceAll(" ", ""), document)).to.equal(
        expected,
      );
    });
  }
});
