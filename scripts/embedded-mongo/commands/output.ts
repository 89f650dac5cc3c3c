import { equal } from "../bson/compare.ts";
import { type Document, isDocument } from "../bson/document.ts";
import { fieldOf, leavesAt } from "../bson/path.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import { compileExpression } from "../query/expression.ts";
import { compileFilter } from "../query/filter.ts";
import type { Variables } from "../query/scope.ts";
import type { Collection } from "../storage/collection.ts";
import { documentOf } from "../storage/collection.ts";
import type { Databases } from "../storage/databases.ts";
import { compilePipelineUpdate } from "../update/pipeline-update.ts";
import { type Call, refuseUnknown } from "./command.ts";
import { storable } from "./insert.ts";

/**
 * Writes the result of a pipeline that ends with $out or $merge; returns any
 * other.
 */
type Output = (documents: Document[]) => void;

/** The pipeline without its last stage, if that writes. */
export function splitOutput(
  call: Call,
  pipeline: Document[],
  variables: Variables,
): { pipeline: Document[]; output: Output | undefined } {
  const last = pipeline.at(-1) ?? {};
  const rest = pipeline.slice(0, -1);
  refuseOutputs(rest);
  if ("$out" in last) return { pipeline: rest, output: out(call, last.$out) };
  if (!("$merge" in last)) return { pipeline, output: undefined };
  return { pipeline: rest, output: merge(call, last.$merge, variables) };
}

function refuseOutputs(stages: Document[]): void {
  const name = stages
    .flatMap((stage) => Object.keys(stage))
    .find((one) => one === "$out" || one === "$merge");
  if (!name) return;
  throw new CommandError(
    "Location40601",
    `${name} can only be the final stage in the pipeline`,
  );
}

/** Replaces a collection; its indexes stay, and have to be satisfied. */
function out({ databases, database }: Call, target: unknown): Output {
  const [db, name] = placeOf(target, database);
  return (documents) => {
    const scratch = `tmp${process.hrtime.bigint()}`;
    const replaced = databases.find(db, name);
    const next = databases.create(db, scratch, replaced?.options);
    try {
      const indexes = replaced?.listIndexes() ?? [];
      for (const index of indexes) {
        if (index.name !== "_id_") next.addIndex(index);
      }
      for (const document of documents) next.insert(storable(document));
    } catch (error) {
      databases.drop(db, scratch);
      throw error;
    }
    moveAll(databases, db, scratch, name);
  };
}

function moveAll(databases: Databases, db: string, from: string, to: string) {
  const source = databases.find(db, from);
  const target = databases.findOrCreate(db, to);
  const everything = { filter: compileFilter() };
  for (const row of target.take(everything)) target.remove(row);
  for (const row of source?.take(everything) ?? []) {
    // Removed first: there may be no space for both.
    source?.remove(row);
    target.insert(documentOf(row));
  }
  databases.drop(db, from);
}

const mergeOptions = ["into", "on", "let", "whenMatched", "whenNotMatched"];

function merge(
  { databases, database }: Call,
  specification: unknown,
  variables: Variables,
): Output {
  const given =
    isDocument(specification) && "into" in specification
      ? specification
      : { into: specification };
  refuseUnknown("$merge", given, mergeOptions);
  const [db, name] = placeOf(given.into, database);
  const { whenMatched = "merge", whenNotMatched = "insert" } = given;
  const on = [given.on ?? "_id"].flat() as string[];
  const matched = whenMatchedOf(whenMatched, given.let, variables);
  const inserts = whenNotMatchedOf(whenNotMatched);
  return (documents) => {
    const collection = databases.findOrCreate(db, name);
    refuseWithoutIndex(collection, on);
    for (const document of documents) {
      const row = rowLike(collection, document, on);
      if (!row) {
        if (inserts === "insert") collection.insert(storable(document));
        if (inserts === "fail") throw unmatched();
        continue;
      }
      const before = documentOf(row);
      const after = matched(before, document);
      if (after) collection.replace(row, before, storable(after));
    }
  };
}

type Matched = (before: Document, document: Document) => Document | undefined;

function whenMatchedOf(
  mode: unknown,
  definitions: unknown,
  variables: Variables,
): Matched {
  if (Array.isArray(mode)) return pipelineOf(mode, definitions, variables);
  const modes: Record<string, Matched> = {
    replace: ({ _id }, document) => ({ _id, ...document }),
    keepExisting: () => undefined,
    merge: (before, document) => ({ ...before, ...document }),
    fail: (_before, document) => {
      throw new CommandError(
        "DuplicateKey",
        `$merge found a matching document: ${shell({ _id: document._id })}`,
        { keyPattern: { _id: 1 }, keyValue: { _id: document._id } },
      );
    },
  };
  const chosen = modes[String(mode)];
  if (chosen) return chosen;
  throw invalid(`Enumeration value '${mode}' for 'whenMatched' is not valid`);
}

function pipelineOf(
  pipeline: unknown[],
  definitions: unknown = { new: "$$ROOT" },
  variables: Variables,
): Matched {
  const evaluators = Object.entries(definitions as Document).map(
    ([name, one]) => [name, compileExpression(one, { variables })] as const,
  );
  return (before, document) => {
    const own = evaluators.map(([name, evaluate]) => [
      name,
      evaluate(document),
    ]);
    const all = { ...variables, new: document, ...Object.fromEntries(own) };
    return compilePipelineUpdate(pipeline, all)(before);
  };
}

function whenNotMatchedOf(mode: unknown): "insert" | "discard" | "fail" {
  if (mode === "insert" || mode === "discard" || mode === "fail") return mode;
  throw invalid(`Enumeration value '${mode}' for 'whenNotMatched' is invalid`);
}

function rowLike(collection: Collection, document: Document, on: string[]) {
  const criteria = on.map((path) => [path, { $eq: valueAt(document, path) }]);
  const { collation } = collection;
  const filter = compileFilter(Object.fromEntries(criteria), { collation });
  return collection.take({ filter }, 1)[0];
}

function valueAt(document: Document, path: string): unknown {
  const value = path.includes(".")
    ? leavesAt(document, path)[0]
    : fieldOf(document, path);
  if (value !== undefined && value !== null && !Array.isArray(value)) {
    return value;
  }
  if (path === "_id") return storable({})._id;
  throw new CommandError(
    "Location51132",
    "$merge write error: 'on' field cannot be missing, null or an array",
  );
}

function refuseWithoutIndex(collection: Collection, on: string[]): void {
  const isUnique = collection.listIndexes().some(({ key, unique, name }) => {
    const fields = Object.keys(key).sort();
    return (unique || name === "_id_") && equal(fields, on.toSorted());
  });
  if (isUnique) return;
  throw new CommandError(
    "Location51183",
    "Cannot find index to verify that join fields will be unique",
  );
}

function placeOf(target: unknown, database: string): [string, string] {
  if (typeof target === "string") return [database, target];
  const given = isDocument(target) ? target : {};
  refuseUnknown("$out", given, ["db", "coll"]);
  const { db = database, coll } = given;
  if (typeof db === "string" && typeof coll === "string") return [db, coll];
  throw new CommandError(
    "Location16990",
    `$out and $merge need a collection, not ${shell(target)}`,
  );
}

function unmatched(): CommandError {
  return new CommandError(
    "Location13113",
    "$merge could not find a matching document in the target collection",
  );
}

function invalid(message: string): CommandError {
  return new CommandError("BadValue", message);
}
