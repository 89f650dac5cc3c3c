import { compare, equal } from "../bson/compare.ts";
import {
  type Document,
  isDocument,
  plain,
  plainNumber,
} from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { typeOf } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { isCondition } from "../query/check.ts";
import { compileFilter } from "../query/filter.ts";
import { compileSort, sortBy } from "../query/sort.ts";
import type { UpdateOperator } from "./operators.ts";
import type { Slot } from "./slot.ts";

/** The update operators on arrays. */
export const arrayOperators: Record<string, UpdateOperator> = {
  $push(slot, argument) {
    const array = arrayIn(slot, "BadValue") ?? [];
    slot.set(push(array, modifiersOf(argument)));
  },

  $addToSet(slot, argument) {
    const array = arrayIn(slot, "BadValue") ?? [];
    for (const item of itemsOf(argument)) {
      if (!array.some((present) => equal(present, item))) array.push(item);
    }
    slot.set(array);
  },

  $pop(slot, argument) {
    const end = plainNumber(argument);
    if (end !== 1 && end !== -1) {
      throw new CommandError("FailedToParse", "$pop expects 1 or -1");
    }
    const array = arrayIn(slot, "TypeMismatch");
    if (array) slot.set(end === 1 ? array.slice(0, -1) : array.slice(1));
  },

  $pull(slot, argument) {
    const array = arrayIn(slot, "BadValue");
    if (!array) return;
    const goes = pullCondition(argument);
    slot.set(array.filter((item) => !goes(item)));
  },

  $pullAll(slot, argument) {
    if (!Array.isArray(argument)) {
      throw new CommandError("BadValue", "$pullAll requires an array argument");
    }
    const array = arrayIn(slot, "BadValue");
    const goes = (item: unknown) => argument.some((gone) => equal(gone, item));
    if (array) slot.set(array.filter((item) => !goes(item)));
  },
};

function arrayIn(
  { path, value, document }: Slot,
  codeName: "BadValue" | "TypeMismatch",
): unknown[] | undefined {
  if (value === undefined || Array.isArray(value)) return value;
  throw new CommandError(
    codeName,
    `The field '${path}' must be an array but is of type ` +
      `${typeOf(value).alias} in document {_id: ${shell(document._id)}}`,
  );
}

type Modifiers = {
  $each: unknown[];
  $position?: number;
  $slice?: number;
  $sort?: unknown;
};

function modifiersOf(argument: unknown): Modifiers {
  if (!isDocument(argument) || !("$each" in argument)) {
    return { $each: [argument] };
  }
  const { $each, ...others } = argument;
  const known = ["$position", "$slice", "$sort"];
  const unknown = Object.keys(others).find((name) => !known.includes(name));
  if (unknown) {
    throw new CommandError(
      "BadValue",
      `Unrecognized clause in $push: ${unknown}`,
    );
  }
  return { ...(plain(others) as Document), $each: eachOf($each) };
}

function itemsOf(argument: unknown): unknown[] {
  const given = isDocument(argument) && "$each" in argument;
  return given ? eachOf(argument.$each) : [argument];
}

function eachOf(items: unknown): unknown[] {
  if (Array.isArray(items)) return items;
  throw new CommandError(
    "BadValue",
    `The argument to $each must be an array but it was of type ` +
      `${typeOf(items).alias}`,
  );
}

function push(array: unknown[], modifiers: Modifiers): unknown[] {
  const { $each, $position = array.length, $slice, $sort } = modifiers;
  array.splice($position, 0, ...$each);
  const sorted = $sort === undefined ? array : sortItems(array, $sort);
  if ($slice === undefined) return sorted;
  if ($slice === 0) return [];
  return $slice > 0 ? sorted.slice(0, $slice) : sorted.slice($slice);
}

function sortItems(array: unknown[], order: unknown): unknown[] {
  if (order === 1 || order === -1) {
    return array.sort((left, right) => compare(left, right) * order);
  }
  if (!isDocument(order)) {
    throw new CommandError("BadValue", "The $sort is invalid");
  }
  const element = (item: unknown) => (isDocument(item) ? item : {});
  return sortBy(array, compileSort(order), element);
}

/** A document is a filter on the elements, anything else a condition. */
function pullCondition(argument: unknown): (item: unknown) => boolean {
  if (isDocument(argument) && !isCondition(argument)) {
    const filter = compileFilter(argument);
    return (item) => isDocument(item) && filter.matches(item);
  }
  const filter = compileFilter({ item: argument });
  return (item) => filter.matches({ item });
}
