import { compare } from "../bson/compare.ts";
import { type Document, double, plainNumber } from "../bson/document.ts";
import { type BsonNumber, isNumber } from "../bson/numbers.ts";
import { createSum } from "../bson/sum.ts";
import { CommandError } from "../errors.ts";
import { mingo } from "../query/mingo.ts";
import { compileSort, sortBy } from "../query/sort.ts";
import { evaluate, evaluateRoot, isMissing, type Options } from "./operands.ts";
import { distinct } from "./sets.ts";

/** mingo's shape: an expression of null stands for the items themselves. */
export type Accumulator = (
  items: unknown[],
  expression: unknown,
  options: Options,
) => unknown;

export const accumulators: Record<string, Accumulator> = {
  $sum: onNumbers((numbers) => createSumOf(numbers).total()),
  $avg: onNumbers((numbers) =>
    numbers.length === 0 ? null : createSumOf(numbers).average(numbers.length),
  ),
  $min: onItems((items) => best(items, -1)),
  $max: onItems((items) => best(items, 1)),
  $stdDevPop: deviation("$stdDevPop"),
  $stdDevSamp: deviation("$stdDevSamp"),
  $median: (items, expression, options) =>
    percentile(samplesOf(items, expression, options), 0.5),
  $percentile: (items, expression, options) => {
    const samples = samplesOf(items, expression, options);
    const { p } = expression as { p: unknown };
    const wanted = evaluate({}, p, options) as unknown[];
    return wanted.map((share) => percentile(samples, Number(share)));
  },
  $first: (items, expression, options) =>
    valuesOf(items.slice(0, 1), expression, options)[0] ?? null,
  $last: (items, expression, options) =>
    valuesOf(items.slice(-1), expression, options)[0] ?? null,
  $firstN: (items, expression, options) =>
    inputsOf(items.slice(0, countIn(expression, options)), expression, options),
  $lastN: (items, expression, options) =>
    inputsOf(items.slice(-countIn(expression, options)), expression, options),
  $count: (items) => items.length,
  $mergeObjects: onItems((items) => Object.assign({}, ...items)),
  $minN: firstSorted(1),
  $maxN: firstSorted(-1),
  $push: (items, expression, options) =>
    valuesOf(items, expression, options).filter((value) => value !== undefined),
  $addToSet: onItems((items) =>
    distinct(items.filter((value) => value !== undefined)),
  ),
  $top: (items, expression, options) => sorted(items, expression, options)[0],
  $bottom: (items, expression, options) =>
    sorted(items, expression, options).at(-1),
  $topN: (items, expression, options) =>
    sorted(items, expression, options).slice(0, countIn(expression, options)),
  $bottomN: (items, expression, options) =>
    sorted(items, expression, options).slice(-countIn(expression, options)),
};

function valuesOf(
  items: unknown[],
  expression: unknown,
  options: Options,
): unknown[] {
  if (expression === null) return items;
  return items.map((root) => evaluateRoot(root, expression, options));
}

/** Of an expression of a list, the numbers in the list count. */
function onItems(calculate: (values: unknown[]) => unknown): Accumulator {
  return (items, expression, options) =>
    calculate(valuesOf(items, expression, options));
}

function onNumbers(calculate: (numbers: BsonNumber[]) => unknown): Accumulator {
  return onItems((values) => calculate(values.filter(isNumber)));
}

function createSumOf(numbers: BsonNumber[]) {
  const sum = createSum();
  for (const number of numbers) sum.add(number);
  return sum;
}

/** The deviation is a double, whatever the numbers are. */
function deviation(name: "$stdDevPop" | "$stdDevSamp"): Accumulator {
  return onNumbers((numbers) => {
    const deviates = mingo.accumulator[name] as Accumulator;
    if (numbers.length < (name === "$stdDevPop" ? 1 : 2)) return null;
    return double(deviates(numbers.map(Number), null, {} as Options) as number);
  });
}

/** The numbers of the input as doubles, in order. */
function samplesOf(items: unknown[], expression: unknown, options: Options) {
  const { input } = expression as Document;
  const numbers = valuesOf(items, input, options).filter(isNumber);
  return numbers.map(Number).sort((left, right) => left - right);
}

function percentile(sorted: number[], share: number): unknown {
  const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
  const found = sorted[at];
  return found === undefined ? null : double(found);
}

function inputsOf(
  items: unknown[],
  expression: unknown,
  options: Options,
): unknown[] {
  const { input } = expression as Document;
  return valuesOf(items, input, options).map((value) => value ?? null);
}

function best(values: unknown[], sign: 1 | -1): unknown {
  const present = values.filter((value) => !isMissing(value));
  if (present.length === 0) return null;
  return present.reduce((found, value) =>
    compare(value, found) * sign > 0 ? value : found,
  );
}

function firstSorted(sign: 1 | -1): Accumulator {
  return (items, expression, options) => {
    const { input } = expression as Document;
    const values = valuesOf(items, input, options);
    return values
      .filter((value) => !isMissing(value))
      .sort((left, right) => compare(left, right) * sign)
      .slice(0, countIn(expression, options));
  };
}

function sorted(
  items: unknown[],
  expression: unknown,
  options: Options,
): unknown[] {
  const { sortBy: order, output } = expression as Document;
  const keys = compileSort(order as Document);
  const inOrder = sortBy(items, keys, (item) => item as Document);
  return valuesOf(inOrder, output, options).map((value) => value ?? null);
}

function countIn(expression: unknown, options: Options): number {
  const { n } = expression as Document;
  const count = plainNumber(evaluate(options.local.groupId, n, options));
  if (typeof count === "number" && Number.isInteger(count) && count > 0) {
    return count;
  }
  throw new CommandError("Location5787908", "'n' must be a positive integer");
}
