import { expect } from "chai";
import { before, describe, it } from "mocha";
import {
  BSONRegExp,
  type Collection,
  Double,
  Int32,
  Long,
  MaxKey,
  MinKey,
  Timestamp,
} from "mongodb";
import { compute, type Item, refusal, useDatabase } from "./database.ts";

const date = (text: string) => new Date(text);
const int = (value: number) => new Int32(value);
const berlin = "Europe/Berlin";
const long = Long.fromString("9007199254740993");
const january31 = date("2026-01-31T12:00:00Z");

/** The values are those of MongoDB 7.0. */
const facts: [expression: object, value: unknown][] = [
  // Dates
  [{ $week: date("2026-01-04") }, int(1)],
  [{ $week: date("2026-01-03") }, int(0)],
  [{ $isoWeek: date("2021-01-02") }, int(53)],
  [{ $isoWeekYear: date("2021-01-02") }, Long.fromNumber(2020)],
  [{ $dayOfYear: date("2024-12-31") }, int(366)],
  [{ $hour: { date: january31, timezone: berlin } }, int(13)],
  [{ $hour: { date: january31, timezone: "+05:30" } }, int(17)],
  [{ $hour: { date: january31, timezone: "UTC" } }, int(12)],
  [{ $year: [date("2026-01-01")] }, int(2026)],
  [{ $month: null }, null],
  [
    { $dateAdd: { startDate: january31, unit: "month", amount: 1 } },
    date("2026-02-28T12:00:00Z"),
  ],
  [
    { $dateSubtract: { startDate: january31, unit: "quarter", amount: 1 } },
    date("2025-10-31T12:00:00Z"),
  ],
  [
    {
      $dateAdd: {
        startDate: date("2026-03-28T12:00:00Z"),
        unit: "day",
        amount: 1,
        timezone: berlin,
      },
    },
    date("2026-03-29T11:00:00Z"),
  ],
  [
    {
      $dateDiff: {
        startDate: date("2026-01-01T00:00:00.900Z"),
        endDate: date("2026-01-01T00:00:02.100Z"),
        unit: "second",
      },
    },
    Long.fromNumber(2),
  ],
  [
    {
      $dateDiff: {
        startDate: date("2026-01-03"),
        endDate: date("2026-01-05"),
        unit: "week",
        startOfWeek: "monday",
      },
    },
    Long.fromNumber(1),
  ],
  [
    { $dateTrunc: { date: january31, unit: "day", timezone: berlin } },
    date("2026-01-30T23:00:00Z"),
  ],
  [{ $dateFromParts: { year: 2026, month: 14 } }, date("2027-02-01")],
  [{ $dateFromParts: { year: 2026, day: 0 } }, date("2025-12-31")],
  [
    { $dateToParts: { date: date("2021-01-02"), iso8601: true } },
    {
      isoWeekYear: int(2020),
      isoWeek: int(53),
      isoDayOfWeek: int(6),
      hour: int(0),
      minute: int(0),
      second: int(0),
      millisecond: int(0),
    },
  ],
  [
    { $dateFromString: { dateString: "2026-01-02T03:04" } },
    date("2026-01-02T03:04:00Z"),
  ],
  [
    { $dateFromString: { dateString: "2026-01-02", timezone: berlin } },
    date("2026-01-01T23:00:00Z"),
  ],
  [{ $dateFromString: { dateString: "soon", onError: 1 } }, int(1)],
  [{ $toDate: "2026-01-02T03:04:05+01:00" }, date("2026-01-02T02:04:05Z")],
  [{ $toDate: "2026-01-02 03:04:05" }, date("2026-01-02T03:04:05Z")],
  [
    {
      $dateToString: {
        date: january31,
        timezone: berlin,
        format: "%Y-%m-%d %H:%M:%S.%L %j %U %G-%V-%u %b %B %z %Z %%",
      },
    },
    "2026-01-31 13:00:00.000 031 04 2026-05-6 Jan January +0100 +060 %",
  ],
  [{ $dateToString: { date: january31 } }, "2026-01-31T12:00:00.000Z"],
  [{ $dateToString: { date: null, onNull: "-" } }, "-"],
  // Texts and bytes
  [{ $toUpper: "aé" }, "Aé"],
  [{ $toLower: null }, ""],
  [{ $indexOfBytes: ["éb", "b"] }, int(2)],
  [{ $indexOfCP: ["a😀b", "b"] }, int(2)],
  [{ $indexOfCP: ["abab", "b", 2, 3] }, int(-1)],
  [{ $binarySize: "aé" }, int(3)],
  [{ $bsonSize: { a: 1 } }, int(12)],
  [{ $tsSecond: new Timestamp({ t: 5, i: 1 }) }, Long.fromNumber(5)],
  [{ $substrBytes: ["aéb", 1, 100] }, "éb"],
  [{ $substrBytes: ["abc", 1, -1] }, "bc"],
  [{ $substrCP: ["a😀b", 1, 1] }, "😀"],
  [{ $strcasecmp: [null, "a"] }, int(-1)],
  // A list of one operand is this operand
  [{ $size: [[1, 2]] }, int(2)],
  [{ $isArray: [[1]] }, true],
  [{ $reverseArray: [[1, 2]] }, [int(2), int(1)]],
  [{ $strLenCP: ["a😀"] }, int(2)],
  [{ $reverseArray: [[new Double(1), long]] }, [long, new Double(1)]],
  [{ $objectToArray: { a: new Double(1) } }, [{ k: "a", v: new Double(1) }]],
  // Doubles
  [{ $median: { input: [1, 2, 3], method: "approximate" } }, new Double(2)],
  [
    { $percentile: { input: [1, 2], p: [0, 1], method: "approximate" } },
    [new Double(1), new Double(2)],
  ],
];

const refusals: [expression: object, code: number][] = [
  [{ $subtract: [1] }, 16020],
  [{ $cmp: [1, 2, 3] }, 16020],
  [{ $size: [[1], [2]] }, 16020],
  [{ $range: [1] }, 28667],
  [{ $ifNull: [1] }, 1257300],
  [{ $add: [1], $subtract: [2, 1] }, 15983],
  // biome-ignore lint/suspicious/noThenProperty: the operand's name
  [{ $cond: { if: true, then: 1 } }, 17082],
  [{ $filter: { input: [], cond: true, lim: 1 } }, 28647],
  [{ $map: { input: [] } }, 16882],
  [{ $add: [new Date(), new Date()] }, 16612],
  [{ $abs: Long.MIN_VALUE }, 28680],
  [{ $sqrt: -1 }, 28714],
  [{ $ln: 0 }, 28766],
  [{ $log10: -1 }, 28761],
  [{ $pow: [0, -1] }, 28764],
  [{ $log: [-1, 2] }, 28758],
  [{ $log: [8, 1] }, 28759],
  [{ $acos: 2 }, 50989],
  [{ $sin: Infinity }, 50989],
  [{ $sigmoid: 0 }, 168],
  [{ $covariancePop: [1, 2] }, 168],
  [{ $push: 1 }, 168],
  [{ $map: { input: 5, in: 1 } }, 16883],
  [{ $reduce: { input: 5, initialValue: 0, in: 1 } }, 40080],
  [{ $substrBytes: ["é", 1, 1] }, 28656],
  [{ $substrBytes: ["é", 0, 1] }, 28657],
  [{ $substrCP: ["a", -1, 1] }, 34451],
  [{ $convert: { input: "5", to: "nothing" } }, 2],
  [{ $concat: ["a", 1] }, 16702],
  [{ $size: "a" }, 17124],
  [{ $split: ["a", ""] }, 40087],
  [{ $toUpper: [[]] }, 16007],
  [{ $year: "2026" }, 16006],
  [{ $hour: { date: january31, timezone: "Mars/Olympus" } }, 40485],
  [{ $dateFromString: { dateString: "soon" } }, 241],
  [{ $dateFromString: { dateString: "2026-02-30" } }, 241],
  [{ $dateFromString: { dateString: "2/1/26", format: "%d/%m/%y" } }, 238],
  [{ $dateFromString: { dateString: "2026-01-02Z", timezone: berlin } }, 241],
  [{ $dateFromParts: { isoWeekYear: 2026 } }, 238],
  [{ $dateFromParts: { month: 1 } }, 40516],
  [{ $dateTrunc: { date: january31, units: "day" } }, 5439008],
  [{ $dateAdd: { startDate: january31, unit: "day" } }, 5166402],
  [{ $dateToString: { date: january31, format: "%q" } }, 18536],
  [{ $dateAdd: { startDate: january31, unit: "moon", amount: 1 } }, 9],
];

describe("expressions", () => {
  const test = useDatabase();

  for (const [expression, value] of facts) {
    it(`compute ${JSON.stringify(expression)}`, async () => {
      expect(await compute(test, expression)).to.deep.equal(value);
    });
  }

  for (const [expression, code] of refusals) {
    it(`refuse ${JSON.stringify(expression)}`, async () => {
      const error = await refusal(compute(test, expression));

      expect(Number(error.code), error.message).to.equal(code);
    });
  }
});

describe("filters, stages and options", () => {
  const test = useDatabase();
  let items: Collection<Item>;

  before(async () => {
    items = test.db.collection("items");
    await items.insertMany([
      { _id: 2, a: [1] },
      { _id: 1, a: "x" },
    ]);
  });

  const group = { _id: null };
  const boundaries = [0, 9];
  const join = { from: "x", as: "y", localField: "a", foreignField: "b" };
  const graph = {
    from: "x",
    as: "y",
    startWith: "$a",
    connectFromField: "a",
    connectToField: "b",
  };
  const stages: [stage: object, code: number][] = [
    [{ $group: { ...group, r: { $foo: 1 } } }, 15952],
    [{ $group: { ...group, r: { $covariancePop: [1, 2] } } }, 15952],
    [{ $group: { ...group, r: { $sum: { $foo: 1 } } } }, 168],
    [{ $group: { ...group, r: { $sum: 1, $max: 1 } } }, 40238],
    [{ $group: { ...group, "a.b": { $sum: 1 } } }, 40235],
    [{ $bucket: { groupBy: "$a", boundaries, other: 1 } }, 40197],
    [{ $bucket: { groupBy: "$a", boundaries: [0, "a"] } }, 40193],
    [{ $lookup: { ...join, other: 1 } }, 9],
    [{ $graphLookup: { ...graph, other: 1 } }, 40104],
    [{ $setWindowFields: { sortBi: {}, output: {} } }, 40415],
    [{ $unwind: { path: "$a", other: 1 } }, 28811],
    [{ $unionWith: { coll: "x", other: 1 } }, 40415],
    [{ $sample: { size: 1, other: 1 } }, 28748],
    [{ $facet: { a: [{ $out: "x" }] } }, 40600],
    [{ $count: "$a" }, 40158],
    [{ $count: "a.b" }, 40160],
    [{ $sort: {} }, 15976],
    [{ $sort: { $natural: -1 } }, 16410],
    [{ $replaceRoot: { newRoot: "$a" } }, 40228],
    [{ $merge: { into: "x", other: 1 } }, 40415],
    [{ $out: { db: "x", coll: "y", timeseries: {} } }, 40415],
  ];
  for (const [stage, code] of stages) {
    it(`refuse ${JSON.stringify(stage)}`, async () => {
      const error = await refusal(items.aggregate([stage]).toArray());

      expect(error.code, error.message).to.equal(code);
    });
  }

  const several = { "a.$": 1, "b.$": 1 };
  const nested = { "a.b": { $elemMatch: { c: 1 } } };
  const pattern = { $regex: new BSONRegExp("a", "i"), $options: "s" };
  const attempts: [string, () => Promise<unknown>, number][] = [
    [
      "two positions in a projection",
      () => items.findOne({ a: 1 }, { projection: several }),
      31276,
    ],
    [
      "elements of a nested field",
      () => items.findOne({}, { projection: nested }),
      31275,
    ],
    ["options given twice", () => items.findOne({ a: pattern }), 51075],
    [
      "a null byte in a pattern",
      () => items.findOne({ a: { $regex: "a\0" } }),
      2,
    ],
    ["another language", () => find({ collation: { locale: "xx" } }), 2],
    ["another natural order", () => find({ hint: { $natural: 2 as 1 } }), 2],
    ["an index of all fields", () => items.createIndex({ "$**": 1 }), 67],
    [
      "a new name that is the old one",
      () => items.updateOne({}, { $rename: { a: "a" } }),
      2,
    ],
    [
      "an array filter of two names",
      () =>
        items.updateOne(
          {},
          { $set: { "a.$[x]": 1 } },
          { arrayFilters: [{ x: 1, y: 1 }] },
        ),
      9,
    ],
  ];
  const find = (options: object) => items.find({}, options).toArray();
  for (const [what, attempt, code] of attempts) {
    it(`refuse ${what}`, async () => {
      const error = await refusal(attempt());

      expect(error.code, error.message).to.equal(code);
    });
  }

  it("go through the natural order backwards by a hint", async () => {
    const found = await find({ hint: { $natural: -1 } });

    expect(found.map(({ _id }) => _id)).to.deep.equal([1, 2]);
  });

  it("compare MinKey and MaxKey with values of all types", async () => {
    await items.createIndex({ a: 1 });
    const between = { $gt: new MinKey(), $lt: new MaxKey() };

    expect(await items.countDocuments({ a: between })).to.equal(2);
  });
});
