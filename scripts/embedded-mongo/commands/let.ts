import { type Document, isDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { checkExpression } from "../query/check-expression.ts";
import { compileExpression } from "../query/expression.ts";
import type { Variables } from "../query/scope.ts";
import { documentIn } from "./arguments.ts";

/** The variables of a command; their expressions cannot use any field. */
export function variablesIn(body: Document): Variables {
  const entries = Object.entries(documentIn(body, "let")).map(
    ([name, expression]) => {
      checkName(name);
      checkExpression(expression);
      refuseFields(expression);
      return [name, compileExpression(expression)({}) ?? null] as const;
    },
  );
  return Object.fromEntries(entries);
}

/** Makes functions of expressions that use the variables of a command. */
export function evaluatorIn(body: Document) {
  const variables = variablesIn(body);
  return (expression: unknown) => compileExpression(expression, { variables });
}

function checkName(name: string): void {
  if (/^[a-z_\u0080-\uffff][\w\u0080-\uffff]*$/.test(name)) return;
  throw new CommandError(
    "FailedToParse",
    `'${name}' starts with an invalid character for a user variable name`,
  );
}

function refuseFields(expression: unknown): void {
  if (Array.isArray(expression)) expression.forEach(refuseFields);
  else if (isDocument(expression)) {
    if (!("$literal" in expression)) {
      Object.values(expression).forEach(refuseFields);
    }
  } else if (typeof expression === "string" && /^\$[^$]/.test(expression)) {
    throw new CommandError(
      "Location4890500",
      "Command let Expression tried to access a field, but this is not " +
        "allowed as command let expressions run before the query examines " +
        "any documents.",
    );
  }
}
