export type FieldKind =
  | "text"
  | "count"
  | "quantity"
  | "copies"
  | "number"
  | "key"
  | "kind"
  | "list"
  | "labels";

const operators = [{ $gt: "" }, { $ne: null }, { $regex: ".*" }, { $inc: 1 }];
const noText = [1, true, null, [], {}, ["a"], ...operators];
const noInteger = ["1", "", true, null, [], {}, [1], ...operators];
const noCount = [...noInteger, -1, 1.5, 1e21, 2 ** 53 + 2, -1e308];

/** For each kind of field, values that must be refused. */
export const badValues: Record<FieldKind, unknown[]> = {
  text: [...noText, "", "  \t ", "x".repeat(50_000)],
  count: noCount,
  quantity: [...noCount, 0, 1001],
  copies: [...noCount, 0, 1_000_001],
  number: [
    ...noText,
    "",
    "12345678901",
    "12345678901234",
    "12345678901x",
    "123456789012\n",
    "١٢٣٤٥٦٧٨٩٠١٢",
    "$where",
    "1".repeat(50_000),
  ],
  key: [
    ...noText,
    "",
    "a b",
    "../etc",
    "a.b",
    "$gt",
    "a\u0000",
    "__proto__",
    "x".repeat(65),
  ],
  kind: [...noText, "", "vinyl", "Book", "__proto__", "constructor"],
  labels: [1, true, null, {}, "a", [1], [null], [{}], [[]], [""], ["a\nb"]],
  list: [1, true, null, {}, "a", [], [1], [null], ["a"], [{}], [[]]],
};

/** Values that must be refused as a parameter of a path. */
export const badSegments = [
  '{"$gt":""}',
  "$where",
  "__proto__",
  "[object Object]",
  "a b",
  "*",
  ".*",
  "\u0000",
  "../books",
  "'; return true; //",
  "x".repeat(3_000),
];
