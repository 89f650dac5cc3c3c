import { mingo } from "../query/mingo.ts";
import { accumulators } from "./accumulators.ts";
import { adapt, withCode } from "./adapt.ts";
import { arithmetic } from "./arithmetic.ts";
import { arrays } from "./arrays.ts";
import { bits } from "./bits.ts";
import { convert } from "./convert.ts";
import { $dateToString } from "./date-format.ts";
import { dateParts } from "./date-parts.ts";
import { dates } from "./dates.ts";
import { logic } from "./logic.ts";
import type { ExpressionOperator } from "./operands.ts";
import { patterns } from "./patterns.ts";
import { sets } from "./sets.ts";
import { strings } from "./strings.ts";

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
    asTheyAre.has(name) ? coded(name, operator) : adapt(name, operator),
  ]),
);

function coded(name: string, operator: ExpressionOperator): ExpressionOperator {
  return (...operands) => withCode(name, () => operator(...operands));
}

/** All operators of expressions: mingo's, but where BSON's types matter. */
export const expressionOperators: Record<string, ExpressionOperator> = {
  ...adapted,
  ...arithmetic,
  ...arrays,
  ...bits,
  ...convert,
  ...dateParts,
  ...dates,
  ...logic,
  ...patterns,
  ...sets,
  ...strings,
  $dateToString,
};

export const accumulatorOperators = { ...mingo.accumulator, ...accumulators };
