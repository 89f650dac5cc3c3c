import { Timestamp } from "bson";
import { compare } from "../bson/compare.ts";
import { isDocument } from "../bson/document.ts";
import {
  add,
  type BsonNumber,
  bigint,
  integer,
  isInteger,
  isNumber,
  multiply,
  zeroLike,
} from "../bson/numbers.ts";
import { shell } from "../bson/shell.ts";
import { typeOf } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { arrayOperators } from "./array-operators.ts";
import { type Slot, slotAt } from "./slot.ts";

/** Changes the value in a slot; `argument` is the operator's argument. */
export type UpdateOperator = (slot: Slot, argument: unknown) => void;

/** MongoDB's update operators; for an insertion, $setOnInsert acts as $set. */
export const updateOperators: Record<string, UpdateOperator> = {
  $set: (slot, argument) => slot.set(argument),
  $setOnInsert: (slot, argument) => slot.set(argument),
  $unset: (slot) => slot.remove(),
  $rename: ({ document, value, remove }, target) => {
    if (value === undefined) return;
    slotAt(document, String(target)).set(value);
    remove();
  },
  $inc: arithmetic("$inc", "increment", add, (amount) => amount),
  $mul: arithmetic("$mul", "multiply", multiply, zeroLike),
  $min: (slot, argument) => {
    if (isBetter(slot, argument, -1)) slot.set(argument);
  },
  $max: (slot, argument) => {
    if (isBetter(slot, argument, 1)) slot.set(argument);
  },
  $currentDate: (slot, argument) => slot.set(now(argument)),
  $bit: bitwise,
  ...arrayOperators,
};

function arithmetic(
  name: string,
  verb: string,
  calculate: (left: BsonNumber, right: BsonNumber) => BsonNumber,
  fromNothing: (argument: BsonNumber) => BsonNumber,
): UpdateOperator {
  return (slot, argument) => {
    const { path, value } = slot;
    if (!isNumber(argument)) {
      const given = `{${path}: ${shell(argument)}}`;
      throw mismatch(`Cannot ${verb} with non-numeric argument: ${given}`);
    }
    if (value === undefined) slot.set(fromNothing(argument));
    else if (isNumber(value)) slot.set(calculate(value, argument));
    else throw mismatch(nonNumeric(name, slot));
  };
}

function nonNumeric(name: string, { path, value, document }: Slot): string {
  const field = path.split(".").pop();
  return (
    `Cannot apply ${name} to a value of non-numeric type. ` +
    `{_id: ${shell(document._id)}} has the field '${field}' ` +
    `of non-numeric type ${typeOf(value).alias}`
  );
}

function isBetter({ value }: Slot, argument: unknown, sign: 1 | -1): boolean {
  return value === undefined || compare(argument, value) * sign > 0;
}

function now(argument: unknown): Date | Timestamp {
  if (argument === true) return new Date();
  const wanted = isDocument(argument) ? argument.$type : undefined;
  if (wanted === "date") return new Date();
  if (wanted === "timestamp") {
    return new Timestamp({ t: Math.floor(Date.now() / 1000), i: 1 });
  }
  throw new CommandError(
    "BadValue",
    "The '$type' string field is required to be 'date' or 'timestamp'",
  );
}

const bits: Record<string, (left: bigint, right: bigint) => bigint> = {
  and: (left, right) => left & right,
  or: (left, right) => left | right,
  xor: (left, right) => left ^ right,
};

function bitwise(slot: Slot, argument: unknown): void {
  const operations = isDocument(argument) ? Object.entries(argument) : [];
  if (operations.length === 0) {
    throw new CommandError("BadValue", "$bit needs and, or, or xor");
  }
  let value = slot.value ?? 0;
  for (const [name, operand] of operations) {
    const operation = bits[name];
    if (!operation || !isInteger(operand) || !isInteger(value)) {
      throw new CommandError("BadValue", `Cannot apply $bit to ${slot.path}`);
    }
    const result = operation(bigint(value), bigint(operand));
    value = integer(result, value, operand);
  }
  slot.set(value);
}

function mismatch(message: string): CommandError {
  return new CommandError("TypeMismatch", message);
}
