import { compare } from "../bson/compare.ts";
import { type Document, isDocument, plainNumber } from "../bson/document.ts";
import { typeOf } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { accumulatorOperators } from "../expressions/operators.ts";
import { checkFilter } from "../query/check.ts";
import { checkExpression } from "../query/check-expression.ts";
import { compileSort } from "../query/sort.ts";
import { windowFunctions } from "./windows.ts";

type Check = (specification: unknown) => void;

/** The argument of each stage; unlisted stages are refused. */
const stages: Record<string, Check> = {
  $addFields: expressionsIn("Location40272"),
  $bucket: checkBucket,
  $count: checkCount,
  $facet: checkFacets,
  $graphLookup: checkGraphLookup,
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
  $setWindowFields: checkWindows,
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

/** Throws MongoDB's error for unknown stages and operators. */
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
  const { _id, ...fields } = documentOr(specification, {});
  checkAccumulators(fields);
  const message = "a group specification must include an _id";
  expect(_id !== undefined, "Location15955", message);
  checkExpression(_id);
}

const notInFacets = ["$facet", "$out", "$merge", "$collStats", "$indexStats"];

function checkFacets(facets: unknown): void {
  const message = "the $facet specification must be a non-empty object";
  expect(isDocument(facets), "Location40169", message);
  for (const pipeline of Object.values(facets as Document)) {
    const names = [pipeline].flat().flatMap((it) => Object.keys(it ?? {}));
    const refused = names.find((name) => notInFacets.includes(name));
    const inside = `${refused} is not allowed to be used within a $facet stage`;
    expect(refused === undefined, "Location40600", inside);
    checkStages(pipeline);
  }
}

function checkCount(name: unknown): void {
  const needed = "the count field must be a non-empty string";
  expect(isFieldName(name), "Location40156", needed);
  const field = name as string;
  const dollar = "the count field cannot be a $-prefixed path";
  expect(!field.startsWith("$"), "Location40158", dollar);
  expect(!field.includes("."), "Location40160", "cannot contain '.'");
}

/** Throws for a parameter of a stage that MongoDB does not know either. */
function expectOnly(
  given: Document,
  names: string[],
  code: "FailedToParse" | `Location${number}`,
): void {
  const other = Object.keys(given).find((name) => !names.includes(name));
  expect(other === undefined, code, `Unrecognized parameter: '${other}'`);
}

function checkLookup(specification: unknown): void {
  const given = documentOr(specification, {});
  const joined = ["from", "as", "localField", "foreignField"];
  expectOnly(given, [...joined, "let", "pipeline"], "FailedToParse");
  const { from, as, pipeline, ...others } = given;
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
  const given = documentOr(specification, { coll: specification });
  expectOnly(given, ["coll", "pipeline"], "Location40415");
  const { coll, pipeline = [] } = given;
  expect(isFieldName(coll), "FailedToParse", "$unionWith needs a collection");
  checkStages(pipeline);
}

function checkUnwind(specification: unknown): void {
  const given = documentOr(specification, { path: specification });
  const options = ["includeArrayIndex", "preserveNullAndEmptyArrays"];
  expectOnly(given, ["path", ...options], "Location28811");
  const { path } = given;
  expect(
    isFieldName(path) && path.startsWith("$") && path.length > 1,
    "Location28818",
    "path option to $unwind stage should be prefixed with a '$'",
  );
}

function checkSample(specification: unknown): void {
  const given = documentOr(specification, {});
  expectOnly(given, ["size"], "Location28748");
  const { size } = given;
  expect(isCount(size, 1), "Location28749", "$sample must specify a size");
}

function checkSort(specification: unknown): void {
  const message = "the $sort key specification must be an object";
  expect(isDocument(specification), "Location15973", message);
  const isOperator = "$natural" in (specification as Document);
  expect(!isOperator, "Location16410", "field names may not start with '$'");
  const isEmpty = Object.keys(specification as Document).length === 0;
  expect(!isEmpty, "Location15976", "$sort must have at least one sort key");
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

function checkBucket(specification: unknown): void {
  const given = documentOr(specification, {});
  const names = ["groupBy", "boundaries", "output", "default"];
  expectOnly(given, names, "Location40197");
  const { groupBy, boundaries, output = {}, default: other } = given;
  const message = "$bucket requires 'groupBy' and 'boundaries'";
  expect(
    groupBy !== undefined && Array.isArray(boundaries),
    "Location40198",
    message,
  );
  checkExpression(groupBy);
  const bounds = boundaries as unknown[];
  expect(bounds.length >= 2, "Location40192", "at least 2 'boundaries'");
  const orders = new Set(bounds.map((bound) => typeOf(bound).order));
  expect(orders.size === 1, "Location40193", "'boundaries' of one type");
  const isSorted = bounds.every(
    (bound, i) => i === 0 || compare(bounds[i - 1], bound) < 0,
  );
  expect(isSorted, "Location40194", "'boundaries' must be sorted");
  const isOutside =
    other === undefined ||
    compare(other, bounds[0]) < 0 ||
    compare(other, bounds.at(-1)) >= 0;
  expect(isOutside, "Location40199", "'default' must be outside 'boundaries'");
  checkAccumulators(output as Document);
}

function checkGraphLookup(specification: unknown): void {
  const given = documentOr(specification, {});
  const names = ["from", "as", "connectFromField", "connectToField"];
  const options = ["startWith", "depthField", "maxDepth"];
  const all = [...names, ...options, "restrictSearchWithMatch"];
  expectOnly(given, all, "Location40104");
  const complete = names.every((name) => isFieldName(given[name]));
  const message = "$graphLookup requires 'from', 'as', 'startWith', ...";
  expect(complete && "startWith" in given, "Location40105", message);
  const { maxDepth = 0, restrictSearchWithMatch = {}, startWith } = given;
  expect(isCount(maxDepth, 0), "Location40101", "maxDepth must be >= 0");
  checkFilter(restrictSearchWithMatch);
  checkExpression(startWith);
}

function checkWindows(specification: unknown): void {
  const given = documentOr(specification, {});
  expectOnly(given, ["partitionBy", "sortBy", "output"], "Location40415");
  const { output, sortBy } = given;
  expect(isDocument(output), "FailedToParse", "'output' must be an object");
  for (const definition of Object.values(output as Document)) {
    const { window = {}, ...rest } = documentOr(definition, {});
    const [name = "", second] = Object.keys(rest);
    const known = second === undefined && windowFunctions.includes(name);
    expect(known, "FailedToParse", `Unrecognized window function, ${name}`);
    const needsOrder =
      /^\$(rank|denseRank|documentNumber|shift)$/.test(name) ||
      Object.keys(window as Document).length > 0;
    const isOrdered = !needsOrder || isDocument(sortBy);
    expect(isOrdered, "Location5339901", `${name} requires a sortBy`);
  }
}

function checkAccumulators(fields: Document): void {
  for (const [field, accumulator] of Object.entries(fields)) {
    const given = documentOr(accumulator, {});
    const [name = "", second] = Object.keys(given);
    const message = `The field '${field}' must be an accumulator object`;
    expect(name.startsWith("$"), "Location40234", message);
    const dotted = `The field name '${field}' cannot contain '.'`;
    expect(!field.includes("."), "Location40235", dotted);
    const several = `The field '${field}' must specify one accumulator`;
    expect(second === undefined, "Location40238", several);
    const known = Object.hasOwn(accumulatorOperators, name);
    expect(known, "Location15952", `unknown group operator '${name}'`);
    checkExpression(given[name]);
  }
}
