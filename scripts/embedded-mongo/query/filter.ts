import { type Document, isDocument, isPattern } from "../bson/document.ts";
import { checkFilter, isCondition } from "./check.ts";
import { type Operator, queryOperators, type Test } from "./operators.ts";
import type { Scope } from "./scope.ts";

/** A query filter, ready to test documents. */
export type Filter = {
  /** The filter as it was given. */
  criteria: Document;
  /** The fields on which the filter depends; undefined if all may matter. */
  fields: Set<string> | undefined;
  scope: Scope;
  matches(document: Document): boolean;
};

/** Compiles a filter; throws for what MongoDB would refuse. */
export function compileFilter(
  criteria: Document = {},
  scope: Scope = {},
): Filter {
  checkFilter(criteria);
  const names = fieldsIn(criteria);
  return {
    criteria,
    scope,
    fields: names.includes(everyField) ? undefined : new Set(names),
    matches: compileCriteria(criteria, scope),
  };
}

const everyField = "$";

/** Expressions may be about any field. */
function fieldsIn(criteria: Document): string[] {
  return Object.entries(criteria).flatMap(([name, value]) => {
    if (!name.startsWith("$")) return name.split(".", 1);
    if (Array.isArray(value)) return value.flatMap(fieldsIn);
    return name === "$comment" ? [] : [everyField];
  });
}

/** Compiles what has been checked already. */
function compileCriteria(criteria: Document, scope: Scope): Test {
  const tests = Object.entries(criteria).flatMap(([name, value]) =>
    name.startsWith("$")
      ? compileLogical(name, value, scope)
      : compileCondition(name, value, scope),
  );
  return all(tests);
}

function compileLogical(name: string, value: unknown, scope: Scope): Test[] {
  if (name === "$comment") return [];
  if (!Array.isArray(value)) {
    const operator = queryOperators[name] as Operator;
    return [operator("", value, scope)];
  }
  const tests = value.map((part) => compileCriteria(part, scope));
  if (name === "$and") return tests;
  const any: Test = (document) => tests.some((test) => test(document));
  return [name === "$or" ? any : (document) => !any(document)];
}

function compileCondition(
  path: string,
  condition: unknown,
  scope: Scope,
): Test[] {
  if (isPattern(condition)) return [operatorTest("$regex", condition)];
  if (!isCondition(condition)) return [operatorTest("$eq", condition)];
  return Object.entries(condition).flatMap(([name, argument]) => {
    if (name === "$options" || name === "$comment") return [];
    if (name === "$not") return [not(compileCondition(path, argument, scope))];
    if (name === "$elemMatch") return [elementTest(path, argument, scope)];
    if (name === "$all") return allOf(argument as unknown[]);
    if (name !== "$regex") return [operatorTest(name, argument)];
    return [operatorTest(name, [argument, condition.$options])];
  });

  function operatorTest(name: string, argument: unknown): Test {
    return (queryOperators[name] as Operator)(path, argument, scope);
  }

  /** An empty list of $all matches no document. */
  function allOf(items: unknown[]): Test[] {
    if (items.length === 0) return [() => false];
    return items.flatMap((item) => compileCondition(path, item, scope));
  }
}

function elementTest(path: string, criteria: unknown, scope: Scope): Test {
  const test = compileElement(criteria as Document, scope);
  return (queryOperators.$elemMatch as Operator)(path, test, scope);
}

/** Conditions apply to the element itself, other criteria to its fields. */
export function compileElement(
  criteria: Document,
  scope: Scope = {},
): (element: unknown) => boolean {
  const [first = ""] = Object.keys(criteria);
  const isLogical = ["$and", "$or", "$nor", "$expr"].includes(first);
  if (first.startsWith("$") && !isLogical) {
    const test = all(compileCondition("element", criteria, scope));
    return (element) => test({ element: [element] });
  }
  const test = compileCriteria(criteria, scope);
  return (element) => isDocumentOrArray(element) && test(element);
}

function isDocumentOrArray(value: unknown): value is Document {
  return isDocument(value) || Array.isArray(value);
}

function not(tests: Test[]): Test {
  const test = all(tests);
  return (document) => !test(document);
}

function all(tests: Test[]): Test {
  const [only] = tests;
  if (tests.length === 1 && only) return only;
  return (document) => tests.every((test) => test(document));
}
