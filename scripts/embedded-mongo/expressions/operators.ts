import { mingo } from "../query/mingo.ts";
import { accumulators } from "./accumulators.ts";
import { adapt } from "./adapt.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
import { bits } from "./bits.ts";
import { convert } from "./convert.ts";
import { logic } from "./logic.ts";
import type { ExpressionOperator } from "./operands.ts";
import { patterns } from "./patterns.ts";
import { sets } from "./sets.ts";

/** Operators that return an operand, or do not evaluate all of them. */
const asTheyAre = new Set([
  "$ifNull",
  "$let",
  "$literal",
  "$map",
  "$reduce",
  "$getField",
  "$setField",
  "$unsetField",
]);

const adapted = Object.fromEntries(
  Object.entries(mingo.expression).map(([name, operator]) => [
    name,
    asTheyAre.has(name) ? operator : adapt(name, operator),
  ]),
);

/** All operators of expressions: mingo's, unless BSON's types matter. */
export const expressionOperators: Record<string, ExpressionOperator> = {
  ...adapted,
  ...arithmetic,
  ...arrays,
  ...bits,
  ...convert,
  ...logic,
  ...patterns,
  ...sets,
};

export const accumulatorOperators = { ...mingo.accumulator, ...accumulators };
