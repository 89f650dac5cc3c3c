import { BSONRegExp } from "bson";
import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { isCondition } from "../query/check.ts";
import { slotAt } from "./slot.ts";

/** The fields that a filter says are equal to something. */
export function upsertSeed(filter: Document): Document {
  const seed: Document = {};
  for (const [path, value] of equalities(filter)) {
    const slot = slotAt(seed, path);
    if (slot.value !== undefined) {
      throw new CommandError(
        "NotSingleValueField",
        `cannot infer query fields to set, path '${path}' is matched twice`,
      );
    }
    slot.set(value);
  }
  return seed;
}

function equalities(filter: Document): [path: string, value: unknown][] {
  return Object.entries(filter).flatMap(([path, condition]) => {
    if (path === "$and") return (condition as Document[]).flatMap(equalities);
    if (path.startsWith("$") || condition instanceof BSONRegExp) return [];
    if (!isCondition(condition)) return [[path, condition]];
    return "$eq" in condition ? [[path, condition.$eq]] : [];
  });
}
