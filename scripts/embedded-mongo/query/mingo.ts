import * as accumulators from "mingo/operators/accumulator";
import * as expressions from "mingo/operators/expression";
import * as stages from "mingo/operators/pipeline";
import * as projections from "mingo/operators/projection";
import * as queries from "mingo/operators/query";

// biome-ignore lint/suspicious/noExplicitAny: mingo hands them to each other
export type MingoOperator = (...args: any[]) => any;
type Operators = Record<string, MingoOperator>;

/** mingo's operators by name, without those that run scripts. */
export const mingo = {
  accumulator: operatorsOf(accumulators, "$accumulator"),
  expression: operatorsOf(expressions, "$function"),
  pipeline: operatorsOf(stages),
  projection: operatorsOf(projections),
  query: operatorsOf(queries, "$where", "$jsonSchema"),
};

function operatorsOf(module: object, ...refused: string[]): Operators {
  const named = Object.entries(module).filter(([name]) => name.startsWith("$"));
  return Object.fromEntries(named.filter(([name]) => !refused.includes(name)));
}
