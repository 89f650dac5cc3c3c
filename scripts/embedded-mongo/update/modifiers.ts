import { type Document, isDocument } from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { typeOf } from "../bson/types.ts";
import { CommandError } from "../errors.ts";
import { updateOperators } from "./operators.ts";
import { concretePaths, type Positions } from "./positions.ts";
import { slotAt } from "./slot.ts";

type Modification = { operator: string; path: string; argument: unknown };

/** Changes a document in place; `inserting` is true for an upsert. */
type Modifier = (document: Document, inserting: boolean) => void;

/** Compiles an update such as `{ $inc: { onHand: -1 } }`. */
export function compileModifiers(
  update: Document,
  positions: Positions,
): Modifier {
  const modifications = Object.entries(update).flatMap(modificationsOf);
  const paths = modifications.flatMap(pathsOf);
  paths.forEach(checkPath);
  refuseConflicts(paths);
  refuseUnused(positions, paths, update);
  return (document, inserting) => {
    for (const { operator, path, argument } of modifications) {
      if (operator === "$setOnInsert" && !inserting) continue;
      for (const place of concretePaths(document, path, positions)) {
        updateOperators[operator]?.(slotAt(document, place), argument);
      }
    }
  };
}

/** A filter that no path uses is an error, as in MongoDB. */
function refuseUnused(
  { arrayFilters }: Positions,
  paths: string[],
  update: Document,
): void {
  const used = (name: string) =>
    paths.some((path) => path.split(".").includes(`$[${name}]`));
  const unused = [...arrayFilters.keys()].find((name) => !used(name));
  if (unused === undefined) return;
  throw new CommandError(
    "FailedToParse",
    `The array filter for identifier '${unused}' was not used in the update ` +
      shell(update),
  );
}

function modificationsOf([operator, fields]: [string, unknown]) {
  if (!Object.hasOwn(updateOperators, operator)) {
    throw new CommandError(
      "FailedToParse",
      `Unknown modifier: ${operator}. Expected a valid update modifier ` +
        "or pipeline-style update specified as an array",
    );
  }
  if (!isDocument(fields)) {
    throw new CommandError(
      "FailedToParse",
      "Modifiers operate on fields but we found type " +
        `${typeOf(fields).alias} instead. For example: ` +
        `{$mod: {<field>: ...}} not {${operator}: ${shell(fields)}}`,
    );
  }
  return Object.entries(fields).map(
    ([path, argument]): Modification => ({ operator, path, argument }),
  );
}

/** $rename changes two paths. */
function pathsOf({ operator, path, argument }: Modification): string[] {
  if (operator !== "$rename") return [path];
  if (argument === path) {
    const message = `The source and target field for $rename must differ: ${path}`;
    throw new CommandError("BadValue", message);
  }
  if (typeof argument === "string") return [path, argument];
  throw new CommandError(
    "BadValue",
    `The 'to' field for $rename must be a string: ${path}`,
  );
}

function checkPath(path: string): void {
  const segments = path.split(".");
  if (segments.includes("")) {
    throw new CommandError(
      "EmptyFieldName",
      `The update path '${path}' contains an empty field name, ` +
        "which is not allowed.",
    );
  }
  if (segments.includes("__proto__")) {
    throw new CommandError("BadValue", `The field '${path}' is not supported`);
  }
  const stray = segments.find((name) => /^\$(?!$|\[.*\]$)/.test(name));
  if (stray || path.startsWith("$")) {
    throw new CommandError(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${stray ?? segments[0]}' ` +
        `in '${path}' is not allowed in the context of an update`,
    );
  }
}

function refuseConflicts(paths: string[]): void {
  const sorted = paths.toSorted();
  for (const [i, path] of sorted.entries()) {
    const clash = sorted
      .slice(i + 1)
      .find((other) => other === path || other.startsWith(`${path}.`));
    if (clash === undefined) continue;
    throw new CommandError(
      "ConflictingUpdateOperators",
      `Updating the path '${clash}' would create a conflict at '${path}'`,
    );
  }
}
