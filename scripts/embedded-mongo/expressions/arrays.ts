import { compare } from "../bson/compare.ts";
import { type Document, isDocument, plainNumber } from "../bson/document.ts";
import { compileSort, sortBy } from "../query/sort.ts";
import { accumulators } from "./accumulators.ts";
import {
  type ExpressionOperator,
  evaluate,
  isMissing,
  onValues,
  unsupported,
} from "./operands.ts";

/** Array and object operators whose result mingo gets wrong. */
export const arrays: Record<string, ExpressionOperator> = {
  $first: onValues((array) => elementOf("$first", array, 0)),
  $isArray: onValues(Array.isArray),
  $last: onValues((array) => elementOf("$last", array, -1)),
  $mergeObjects: onValues((...values) => {
    const objects = values.length === 1 ? values.flat() : values;
    const other = objects.find((one) => !isMissing(one) && !isDocument(one));
    if (other === undefined) return Object.assign({}, ...objects);
    throw unsupported("$mergeObjects", "objects", other, "Location40400");
  }),
  $sortArray(document, expression, options) {
    const { input, sortBy: order } = expression as Document;
    const array = evaluate(document, input, options);
    if (isMissing(array)) return null;
    if (!Array.isArray(array)) {
      throw unsupported("$sortArray", "arrays", array, "Location2942504");
    }
    if (isDocument(order)) {
      return sortBy(array, compileSort(order), (item) =>
        isDocument(item) ? item : {},
      );
    }
    const direction = Number(plainNumber(order));
    return array.toSorted((left, right) => compare(left, right) * direction);
  },
  $sum: ofList("$sum"),
  $avg: ofList("$avg"),
  $min: ofList("$min"),
  $max: ofList("$max"),
  $stdDevPop: ofList("$stdDevPop"),
  $stdDevSamp: ofList("$stdDevSamp"),
  $median: ofSamples("$median"),
  $percentile: ofSamples("$percentile"),
  $minN: ofInput("$minN"),
  $maxN: ofInput("$maxN"),
};

function elementOf(name: string, array: unknown, at: number): unknown {
  if (isMissing(array)) return null;
  if (Array.isArray(array)) return array.at(at);
  throw unsupported(name, "arrays", array, "Location28689");
}

/** As an expression, an accumulator applies to its operands or to one list. */
function ofList(name: string): ExpressionOperator {
  return (document, expression, options) => {
    const single =
      Array.isArray(expression) && expression.length === 1
        ? expression[0]
        : expression;
    const value = evaluate(document, single, options);
    const items = Array.isArray(value) ? value : [value];
    return accumulators[name]?.(items, null, options);
  };
}

function ofInput(name: string): ExpressionOperator {
  return (document, expression, options) => {
    const { input, n } = expression as Document;
    const items = evaluate(document, input, options);
    if (isMissing(items)) return null;
    if (!Array.isArray(items)) {
      throw unsupported(name, "arrays", items, "Location5788200");
    }
    const count = evaluate(document, n, options);
    return accumulators[name]?.(items, { input: "$$ROOT", n: count }, options);
  };
}

/** One number, or a list of them. */
function ofSamples(name: string): ExpressionOperator {
  return (document, expression, options) => {
    const { input, ...rest } = expression as Document;
    const items = [evaluate(document, input, options)].flat();
    return accumulators[name]?.(items, { ...rest, input: "$$ROOT" }, options);
  };
}
