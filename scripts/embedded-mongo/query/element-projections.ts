import { isDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileElement, compileFilter, type Filter } from "./filter.ts";
import { matchedIndex } from "./position.ts";
import type { FieldProjection } from "./projection.ts";

/** `{ $slice: … }` or `{ $elemMatch: … }`; undefined for an expression. */
export function elementProjections(
  value: unknown,
): FieldProjection | undefined {
  const [operator, argument] = isDocument(value)
    ? (Object.entries(value)[0] ?? [])
    : [];
  if (operator === "$elemMatch") return first(argument);
  if (operator !== "$slice") return undefined;
  const isExpression =
    Array.isArray(argument) && typeof argument[0] !== "number";
  return isExpression ? undefined : slice(argument);
}

function slice(argument: unknown): FieldProjection {
  const [start, count] = sliceBounds(argument);
  return (value) => {
    if (!Array.isArray(value)) return value;
    const from = start < 0 ? Math.max(0, value.length + start) : start;
    return value.slice(from, from + count);
  };
}

function sliceBounds(argument: unknown): [start: number, count: number] {
  if (Array.isArray(argument)) {
    const [start, count] = argument.map(Number);
    if (argument.length === 2 && Number(count) > 0) {
      return [Number(start), Number(count)];
    }
  }
  if (typeof argument === "number") {
    return argument < 0 ? [argument, -argument] : [0, argument];
  }
  throw new CommandError("BadValue", "$slice needs a count, or [skip, count]");
}

function first(criteria: unknown): FieldProjection {
  compileFilter({ element: { $elemMatch: criteria } });
  const matches = compileElement(criteria as Record<string, unknown>);
  return (value) => {
    if (!Array.isArray(value)) return undefined;
    const found = value.find(matches);
    return found === undefined ? undefined : [found];
  };
}

export function positional(path: string, filter?: Filter): FieldProjection {
  return (value, document) => {
    if (!Array.isArray(value)) return value;
    const index = matchedIndex(filter ?? compileFilter(), path, document);
    if (index >= 0) return [value[index]];
    throw new CommandError(
      "BadValue",
      "Executor error during find command :: caused by :: positional operator" +
        ` '.$' couldn't find a matching element in the array`,
    );
  };
}
