import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as stages from "mingo/operators/pipeline";
import * as window from "mingo/operators/window";

// biome-ignore lint/suspicious/noExplicitAny: mingo hands them to each other
type MingoOperator = (...args: any[]) => any;
type Operators = Record<string, MingoOperator>;

const inWindows = ["$covariancePop", "$covarianceSamp"];

/** Scripts, window functions, and what is newer than MongoDB 7. */
const notInExpressions = [
  "$function",
  "$toHashedIndexKey",
  "$sigmoid",
  ...inWindows,
];

/** mingo's operators by name, without those that run scripts. */
export const mingo = {
  accumulator: operatorsOf(accumulators, "$accumulator", ...inWindows),
  expression: operatorsOf(expressions, ...notInExpressions),
  pipeline: operatorsOf(stages),
  window: operatorsOf(window),
};

function operatorsOf(module: object, ...refused: string[]): Operators {
  const named = Object.entries(module).filter(([name]) => name.startsWith("$"));
  return Object.fromEntries(named.filter(([name]) => !refused.includes(name)));
}
