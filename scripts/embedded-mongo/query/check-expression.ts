import { isDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import {
  accumulatorOperators,
  expressionOperators,
} from "../expressions/operators.ts";

const operators = new Set(
  [accumulatorOperators, expressionOperators].flatMap(Object.keys),
);

/** Throws for an operator that no expression has, or that runs a script. */
export function checkExpression(node: unknown): void {
  if (Array.isArray(node)) node.forEach(checkExpression);
  if (!isDocument(node)) return;
  for (const [name, argument] of Object.entries(node)) {
    if (name === "$literal") continue;
    if (name.startsWith("$") && !operators.has(name)) {
      throw new CommandError(
        "InvalidPipelineOperator",
        `Unrecognized expression '${name}'`,
      );
    }
    checkExpression(argument);
  }
}
