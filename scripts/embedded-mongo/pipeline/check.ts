import { type Document, isDocument, plainNumber } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { checkFilter } from "../query/check.ts";
import { checkExpression } from "../query/check-expression.ts";
import { compileSort } from "../query/sort.ts";

type Check = (specification: unknown) => void;

/** What each stage expects; whatever is not here is refused. */
const stages: Record<string, Check> = {
  $addFields: expressionsIn("Location40272"),
  $count: (name) =>
    expect(isFieldName(name), "Location40156", "$count needs a field's name"),
  $facet: checkFacets,
  $group: checkGroup,
  $limit: (limit) =>
    expect(isCount(limit, 1), "Location15958", "the limit must be positive"),
  $lookup: checkLookup,
  $match: checkFilter,
  $project: expressionsIn("Location15969"),
  $replaceRoot: expressionsIn("Location40231", "newRoot"),
  $replaceWith: checkExpression,
  $sample: checkSample,
  $set: expressionsIn("Location40272"),
  $skip: (skip) =>
    expect(isCount(skip, 0), "Location5107200", "invalid argument to $skip"),
  $sort: checkSort,
  $sortByCount: checkExpression,
  $unionWith: checkUnion,
  $unset: (names) =>
    expect(
      [names].flat().length > 0 && [names].flat().every(isFieldName),
      "Location31002",
      "$unset specification must be a string or an array of strings",
    ),
  $unwind: checkUnwind,
};

/** Throws what MongoDB answers to stages and operators that are unknown. */
export function checkStages(pipeline: unknown): void {
  const message = "'pipeline' option must be specified as an array";
  expect(Array.isArray(pipeline), "TypeMismatch", message);
  (pipeline as unknown[]).forEach(checkStage);
}

function checkStage(stage: unknown): void {
  const entries = isDocument(stage) ? Object.entries(stage) : [];
  const [[name, specification] = ["", null]] = entries;
  expect(
    entries.length === 1,
    "Location40323",
    "A pipeline stage specification object must contain exactly one field.",
  );
  expect(
    name !== "$changeStream",
    "Location40573",
    "The $changeStream stage is only supported on replica sets",
  );
  const check = Object.hasOwn(stages, name) ? stages[name] : undefined;
  const unknown = `Unrecognized pipeline stage name: '${name}'`;
  expect(check !== undefined, "Location40324", unknown);
  check?.(specification);
}

function expressionsIn(
  code: `Location${number}`,
  ...required: string[]
): Check {
  return (specification) => {
    const given = isDocument(specification) ? Object.keys(specification) : [];
    const complete = required.every((name) => given.includes(name));
    expect(given.length > 0 && complete, code, "expected an object of fields");
    checkExpression(specification);
  };
}

function checkGroup(specification: unknown): void {
  expressionsIn("Location15955", "_id")(specification);
  const { _id, ...fields } = specification as Document;
  for (const [field, accumulator] of Object.entries(fields)) {
    const single =
      isDocument(accumulator) && Object.keys(accumulator).length === 1;
    const message = `The field '${field}' must specify one accumulator`;
    expect(single, "Location40234", message);
  }
}

function checkFacets(facets: unknown): void {
  const message = "the $facet specification must be a non-empty object";
  expect(isDocument(facets), "Location40169", message);
  Object.values(facets as Document).forEach(checkStages);
}

function checkLookup(specification: unknown): void {
  const { from, as, pipeline, ...others } = documentOr(specification, {});
  const message = "$lookup needs 'from' and 'as', which are strings";
  expect(isFieldName(from) && isFieldName(as), "FailedToParse", message);
  const { localField, foreignField } = others;
  const joins = isFieldName(localField) && isFieldName(foreignField);
  expect(
    joins || pipeline !== undefined,
    "FailedToParse",
    "$lookup needs a pipeline, or both 'localField' and 'foreignField'",
  );
  if (pipeline !== undefined) checkStages(pipeline);
  checkExpression(others);
}

function checkUnion(specification: unknown): void {
  const { coll, pipeline = [] } = documentOr(specification, {
    coll: specification,
  });
  expect(isFieldName(coll), "FailedToParse", "$unionWith needs a collection");
  checkStages(pipeline);
}

function checkUnwind(specification: unknown): void {
  const { path } = documentOr(specification, { path: specification });
  expect(
    isFieldName(path) && path.startsWith("$") && path.length > 1,
    "Location28818",
    "path option to $unwind stage should be prefixed with a '$'",
  );
}

function checkSample(specification: unknown): void {
  const { size } = documentOr(specification, {});
  expect(isCount(size, 1), "Location28749", "$sample must specify a size");
}

function checkSort(specification: unknown): void {
  const message = "the $sort key specification must be an object";
  expect(isDocument(specification), "Location15973", message);
  compileSort(specification as Document);
}

function documentOr(value: unknown, otherwise: Document): Document {
  return isDocument(value) ? value : otherwise;
}

function isFieldName(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

function isCount(value: unknown, least: number): boolean {
  const count = plainNumber(value);
  return Number.isInteger(count) && Number(count) >= least;
}

function expect(
  satisfied: boolean,
  codeName: "TypeMismatch" | "FailedToParse" | `Location${number}`,
  message: string,
): void {
  if (!satisfied) throw new CommandError(codeName, message);
}
