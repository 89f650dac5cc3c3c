import { isDocument } from "./document.ts";

/** A BSON type: its number, the alias of `$type`, its place among others. */
type BsonType = { id: number; alias: string; order: number };

const types = {
  minKey: { id: -1, alias: "minKey", order: 0 },
  missing: { id: 6, alias: "missing", order: 1 },
  null: { id: 10, alias: "null", order: 1 },
  double: { id: 1, alias: "double", order: 2 },
  int: { id: 16, alias: "int", order: 2 },
  long: { id: 18, alias: "long", order: 2 },
  decimal: { id: 19, alias: "decimal", order: 2 },
  string: { id: 2, alias: "string", order: 3 },
  symbol: { id: 14, alias: "symbol", order: 3 },
  object: { id: 3, alias: "object", order: 4 },
  array: { id: 4, alias: "array", order: 5 },
  binData: { id: 5, alias: "binData", order: 6 },
  objectId: { id: 7, alias: "objectId", order: 7 },
  bool: { id: 8, alias: "bool", order: 8 },
  date: { id: 9, alias: "date", order: 9 },
  timestamp: { id: 17, alias: "timestamp", order: 10 },
  regex: { id: 11, alias: "regex", order: 11 },
  javascript: { id: 13, alias: "javascript", order: 12 },
  maxKey: { id: 127, alias: "maxKey", order: 13 },
};

/** The driver's classes, by the name that each of their values carries. */
const classes: Record<string, BsonType> = {
  MinKey: types.minKey,
  Double: types.double,
  Int32: types.int,
  Long: types.long,
  Decimal128: types.decimal,
  BSONSymbol: types.symbol,
  Binary: types.binData,
  ObjectId: types.objectId,
  Timestamp: types.timestamp,
  BSONRegExp: types.regex,
  Code: types.javascript,
  MaxKey: types.maxKey,
};

/** The type of a value as `decode` gives it; undefined is a missing value. */
export function typeOf(value: unknown): BsonType {
  switch (typeof value) {
    case "string":
      return types.string;
    case "number":
      return value === (value | 0) ? types.int : types.double;
    case "boolean":
      return types.bool;
    case "undefined":
      return types.missing;
    default:
      return value === null ? types.null : typeOfObject(value as object);
  }
}

/** The types that an argument of `$type` names: an alias, or a number. */
export function typesNamed(name: unknown): BsonType[] {
  const all = Object.values(types);
  if (name === "number") return all.filter(({ order }) => order === 2);
  return all.filter(({ id, alias }) => name === id || name === alias);
}

function typeOfObject(value: object): BsonType {
  if (isDocument(value)) return types.object;
  if (Array.isArray(value)) return types.array;
  if (value instanceof Date) return types.date;
  const { _bsontype } = value as { _bsontype?: string };
  return classes[_bsontype ?? ""] ?? types.object;
}
