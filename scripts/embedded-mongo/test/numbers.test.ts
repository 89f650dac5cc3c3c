import { expect } from "chai";
import { before, describe, it } from "mocha";
import {
  type Collection,
  Decimal128,
  type Document,
  Double,
  Int32,
  Long,
} from "mongodb";
import { compute, type Item, refusal, useDatabase } from "./database.ts";

const decimal = (text: string) => Decimal128.fromString(text);
const long = (text: string) => Long.fromString(text);
const double = (value: number) => new Double(value);
const int = (value: number) => new Int32(value);

const large = long("9007199254740993");

/** An expression on no fields, and its value with its type. */
const expressions: [string, unknown, unknown][] = [
  [
    "adds decimals",
    { $add: [decimal("1.10"), decimal("2.20")] },
    decimal("3.30"),
  ],
  ["adds an int to a decimal", { $add: [decimal("0.1"), 2] }, decimal("2.1")],
  ["adds longs exactly", { $add: [large, 2] }, long("9007199254740995")],
  [
    "adds ints beyond 31 bits",
    { $add: [2_147_483_647, 1] },
    long("2147483648"),
  ],
  ["adds doubles", { $add: [double(1), 2] }, double(3)],
  [
    "makes a double of a long that overflows",
    { $add: [Long.MAX_VALUE, 1] },
    double(2 ** 63),
  ],
  [
    "subtracts decimals",
    { $subtract: [decimal("1.0"), decimal("0.9")] },
    decimal("0.1"),
  ],
  ["subtracts longs", { $subtract: [large, 1] }, long("9007199254740992")],
  ["multiplies decimals", { $multiply: [decimal("1.5"), 3] }, decimal("4.5")],
  [
    "multiplies longs",
    { $multiply: [long("3037000500"), 3] },
    long("9111001500"),
  ],
  [
    "divides decimals",
    { $divide: [decimal("1"), 3] },
    decimal("0.3333333333333333333333333333333333"),
  ],
  ["divides evenly", { $divide: [decimal("10"), 4] }, decimal("2.5")],
  ["divides ints", { $divide: [6, 3] }, double(2)],
  ["has a remainder of longs", { $mod: [large, 10] }, long("3")],
  [
    "has a remainder of decimals",
    { $mod: [decimal("5.5"), 2] },
    decimal("1.5"),
  ],
  ["has an absolute value", { $abs: decimal("-1.5") }, decimal("1.5")],
  ["rounds up", { $ceil: decimal("1.2") }, decimal("2")],
  ["rounds down", { $floor: decimal("-1.2") }, decimal("-2")],
  ["rounds half to even", { $round: [double(2.5)] }, double(2)],
  ["rounds decimals", { $round: [decimal("1.255"), 2] }, decimal("1.26")],
  ["rounds to tens", { $round: [1255, -1] }, int(1260)],
  ["cuts", { $trunc: [decimal("-1.29"), 1] }, decimal("-1.2")],
  ["has a power", { $pow: [long("3"), 39] }, long("4052555153018976267")],
  ["compares longs", { $gt: [large, long("9007199254740992")] }, true],
  [
    "compares decimals and doubles",
    { $eq: [decimal("0.1"), double(0.1)] },
    false,
  ],
  [
    "compares equals across types",
    { $eq: [decimal("2.50"), double(2.5)] },
    true,
  ],
  ["takes the zero of decimals for false", { $not: [decimal("0.00")] }, true],
  ["takes the zero of doubles for false", { $cond: [double(0), 1, 2] }, int(2)],
  ["finds a long in a list", { $in: [large, [1, large]] }, true],
  [
    "unites sets across types",
    {
      $setUnion: [
        [1, large],
        [double(1), large],
      ],
    },
    [int(1), large],
  ],
  ["knows the type of a double", { $type: double(5) }, "double"],
  ["knows the type of a decimal", { $type: decimal("5") }, "decimal"],
  ["knows that a decimal is a number", { $isNumber: decimal("5") }, true],
  [
    "converts to decimal",
    { $toDecimal: double(2.5) },
    decimal("2.50000000000000"),
  ],
  ["converts to long", { $toLong: "9007199254740993" }, large],
  ["converts to double", { $toDouble: 5 }, double(5)],
  ["converts to text", { $toString: decimal("1.50") }, "1.50"],
  [
    "converts with a way out",
    { $convert: { input: "x", to: "int", onError: -1 } },
    int(-1),
  ],
  [
    "combines bits of longs",
    { $bitAnd: [large, long("4503599627370497")] },
    long("1"),
  ],
  ["sums a list", { $sum: [decimal("0.1"), decimal("0.2")] }, decimal("0.3")],
  ["averages a list", { $avg: [decimal("1"), 2] }, decimal("1.5")],
  ["finds the least", { $min: [decimal("1.5"), 1, double(2)] }, int(1)],
  ["finds the greatest", { $max: [large, long("9007199254740992")] }, large],
  ["keeps nested lists", { $first: [[[1, 2], [3]]] }, [int(1), int(2)]],
];

const refusals: [string, unknown, number][] = [
  ["to add a text", { $add: [1, "x"] }, 14],
  ["to divide by zero", { $divide: [decimal("1"), 0] }, 2],
  ["to convert what is no number", { $toInt: "x" }, 241],
  ["to convert what does not fit", { $toInt: large }, 241],
  ["the root of a decimal", { $sqrt: decimal("4") }, 238],
  ["a variable that is not defined", { $add: ["$$nothing", 1] }, 17276],
];

describe("numbers", () => {
  const test = useDatabase();

  for (const [fact, expression, result] of expressions) {
    it(`${fact}: ${JSON.stringify(expression)}`, async () => {
      expect(await compute(test, expression)).to.deep.equal(result);
    });
  }

  for (const [what, expression, code] of refusals) {
    it(`refuses ${what}`, async () => {
      const error = await refusal(compute(test, expression));

      expect(Number(error.code)).to.equal(code);
    });
  }
});

describe("groups of numbers", () => {
  const test = useDatabase();

  const accumulators = {
    sum: { $sum: "$n" },
    avg: { $avg: "$n" },
    min: { $min: "$n" },
    max: { $max: "$n" },
  };

  const groups: [string, unknown[], Document][] = [
    [
      "decimal128",
      [decimal("0.10"), decimal("0.20"), "x", null],
      {
        sum: decimal("0.30"),
        avg: decimal("0.15"),
        min: decimal("0.10"),
        max: "x",
      },
    ],
    [
      "int64 beyond 2^53",
      [large, long("9007199254740992")],
      {
        sum: long("18014398509481985"),
        avg: double(9_007_199_254_740_992),
        min: long("9007199254740992"),
        max: large,
      },
    ],
    [
      "int32",
      [int(1), int(2)],
      { sum: int(3), avg: double(1.5), min: int(1), max: int(2) },
    ],
    [
      "doubles, without the errors of their sums",
      Array.from({ length: 10 }, () => double(0.1)),
      { sum: double(1), avg: double(0.1), min: double(0.1), max: double(0.1) },
    ],
    [
      "mixed types",
      [int(1), double(2), decimal("1.5")],
      {
        sum: decimal("4.50000000000000"),
        avg: decimal("1.50000000000000"),
        min: int(1),
        max: double(2),
      },
    ],
  ];

  for (const [what, values, result] of groups) {
    it(`have the type of ${what}`, async () => {
      const items = test.db.collection<Item>(what.replaceAll(/\W/g, ""));
      await items.insertMany(values.map((n) => ({ n })));

      const [found] = await items
        .aggregate([{ $group: { _id: null, ...accumulators } }], {
          promoteValues: false,
        })
        .toArray();

      expect(found).to.deep.equal({ _id: null, ...result });
    });
  }

  it("are equal across types, and no others are", async () => {
    const items = test.db.collection<Item>("keys");
    const keys = [
      1,
      double(1),
      decimal("1.0"),
      large,
      long("9007199254740992"),
    ];
    await items.insertMany(keys.map((key) => ({ key })));

    const found = await items
      .aggregate([{ $sortByCount: "$key" }])
      .map(({ _id, count }) => [String(_id), count])
      .toArray();

    expect(found).to.deep.equal([
      ["1", 3],
      ["9007199254740993", 1],
      ["9007199254740992", 1],
    ]);
  });
});

describe("a filter on numbers", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany([
      { _id: 1, n: decimal("0.1") },
      { _id: 2, n: double(0.1) },
      { _id: 3, n: large },
      { _id: 4, n: long("9007199254740992") },
      { _id: 5, n: double(Number.NaN) },
    ]);
  });

  const facts: [string, Document, number[]][] = [
    ["equals a decimal only", { n: decimal("0.10") }, [1]],
    ["equals a double only", { n: 0.1 }, [2]],
    ["equals a long only", { n: large }, [3]],
    ["has an order of longs", { n: { $lt: large, $gt: 1 } }, [4]],
    ["has no order of NaN", { n: { $gte: 0.1 } }, [2, 3, 4]],
    ["equals NaN", { n: double(Number.NaN) }, [5]],
    [
      "computes with decimals",
      { $expr: { $eq: [{ $add: ["$n", decimal("0.2")] }, decimal("0.3")] } },
      [1, 2],
    ],
    [
      "computes with longs",
      { $expr: { $eq: [{ $subtract: ["$n", 1] }, long("9007199254740992")] } },
      [3],
    ],
    ["has a remainder of longs", { n: { $mod: [10, 3] } }, [3]],
    ["has bits of longs", { n: { $bitsAllSet: [0, 53] } }, [3]],
  ];

  for (const [fact, filter, ids] of facts) {
    it(fact, async () => {
      const found = await items.find(filter).sort({ _id: 1 }).toArray();

      expect(found.map(({ _id }) => _id)).to.deep.equal(ids);
    });
  }
});

describe("an update of numbers", () => {
  const test = useDatabase();

  const updates: [string, unknown, Document, unknown][] = [
    [
      "increments a decimal",
      decimal("1.10"),
      { $inc: { n: decimal("2.2") } },
      decimal("3.30"),
    ],
    [
      "increments a decimal by an int",
      decimal("1.1"),
      { $inc: { n: 1 } },
      decimal("2.1"),
    ],
    [
      "multiplies by a decimal",
      int(3),
      { $mul: { n: decimal("1.5") } },
      decimal("4.5"),
    ],
    [
      "increments a long exactly",
      large,
      { $inc: { n: 2 } },
      long("9007199254740995"),
    ],
    ["keeps a double", double(1), { $inc: { n: 1 } }, double(2)],
    [
      "computes in a pipeline",
      decimal("1.5"),
      [{ $set: { n: { $multiply: ["$n", 2] } } }],
      decimal("3.0"),
    ],
  ];

  for (const [fact, before, update, after] of updates) {
    it(fact, async () => {
      const items = test.db.collection<Item>(fact.replaceAll(" ", ""));
      await items.insertOne({ n: before });

      await items.updateOne({}, update);

      const found = await items.findOne({}, { promoteValues: false });
      expect(found?.n).to.deep.equal(after);
    });
  }
});
