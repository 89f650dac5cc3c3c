import { isDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { checkArity } from "../expressions/arities.ts";
import { checkOperands } from "../expressions/named-operands.ts";
import { expressionOperators } from "../expressions/operators.ts";

/** Throws for an operator that no expression has, or that runs a script. */
export function checkExpression(node: unknown): void {
  if (Array.isArray(node)) node.forEach(checkExpression);
  if (!isDocument(node)) return;
  for (const [name, argument] of Object.entries(node)) {
    if (name === "$literal") continue;
    if (name.startsWith("$") && !Object.hasOwn(expressionOperators, name)) {
      throw new CommandError(
        "InvalidPipelineOperator",
        `Unrecognized expression '${name}'`,
      );
    }
    if (name.startsWith("$")) checkOperator(name, argument, node);
    checkExpression(argument);
  }
}

function checkOperator(name: string, argument: unknown, node: object): void {
  checkArity(name, argument);
  checkOperands(name, argument);
  if (Object.keys(node).length === 1) return;
  throw new CommandError(
    "Location15983",
    "An object representing an expression must have exactly one field",
  );
}
