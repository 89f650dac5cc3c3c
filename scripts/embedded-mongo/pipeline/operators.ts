import { type Iterator, Lazy } from "mingo/lazy";
import { compare } from "../bson/compare.ts";
import { type Document, plainNumber } from "../bson/document.ts";
import type { Options } from "../expressions/operands.ts";
import { checkTime } from "../query/clock.ts";
import { compileFilter } from "../query/filter.ts";
import type { Scope } from "../query/scope.ts";
import { compileSort, sortBy } from "../query/sort.ts";
import { group } from "./group.ts";

export type Stage = (
  input: Iterator,
  argument: never,
  options: Options,
) => Iterator;

/** Stages that depend on BSON's types and order, in the place of mingo's. */
export const stageOperators: Record<string, Stage> = {
  /** For no documents, mingo returns `{ n: 0 }`, and MongoDB nothing. */
  $count: (input, name: string) =>
    whole(input, ({ length }) => (length === 0 ? [] : [{ [name]: length }])),

  $group: (input, specification: Document, options) =>
    whole(input, (documents) => group(documents, specification, options)),

  $match: (input, criteria: Document, options) => {
    const filter = compileFilter(criteria, scopeOf(options));
    return input.filter((document: unknown) => {
      checkTime();
      return filter.matches(document as Document);
    });
  },

  $sort: (input, specification: Document, options) =>
    whole(input, (documents) => {
      const keys = compileSort(specification);
      return sortBy(documents, keys, (item) => item, options.collation);
    }),

  $sortByCount: (input, expression: unknown, options) =>
    whole(input, (documents) => {
      const counted = { _id: expression, count: { $sum: 1 } };
      const groups = group(documents, counted, options);
      return groups.sort((a, b) => compare(b.count, a.count));
    }),

  $limit: (input, limit: unknown) => input.take(Number(plainNumber(limit))),
  $skip: (input, skip: unknown) => input.drop(Number(plainNumber(skip))),
};

export function whole(
  input: Iterator,
  change: (documents: Document[]) => Document[],
): Iterator {
  return input.transform((documents) => Lazy(change(documents as Document[])));
}

/** Variables are those of the command and those of a $lookup. */
export function scopeOf(options: Options): Scope {
  const { variables, local } = options as Options & {
    variables?: Document;
    local: { variables?: Document };
  };
  return {
    variables: { ...variables, ...local.variables },
    collation: options.collation,
  };
}
