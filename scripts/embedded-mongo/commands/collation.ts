import { type Collation, createCollation } from "../bson/collation.ts";
import { equal } from "../bson/compare.ts";
import { type Document, isDocument, plainDocument } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import type { Scope } from "../query/scope.ts";
import type { Collection } from "../storage/collection.ts";
import { refuseUnknown } from "./command.ts";
import { variablesIn } from "./let.ts";

/** Options that are not implemented accept their default only. */
const defaults: Document = {
  caseFirst: "off",
  alternate: "non-ignorable",
  maxVariable: "punct",
  normalization: false,
  backwards: false,
  version: "57.1",
};

const known = ["locale", "strength", "caseLevel", "numericOrdering"];

/** The collation of a command or statement; none for the order of bytes. */
export function collationIn(body: Document): Collation | undefined {
  if (body.collation === undefined) return undefined;
  if (!isDocument(body.collation)) {
    throw new CommandError("TypeMismatch", "collation must be an object");
  }
  const given = plainDocument(body.collation);
  if (Object.keys(given).length === 0) return undefined;
  refuseUnknown("collation", given, [...known, ...Object.keys(defaults)]);
  refuseOthers(given);
  const { locale, strength = 3, caseLevel = false } = given;
  const { numericOrdering = false } = given;
  if (typeof locale !== "string") {
    throw new CommandError("Location40414", "'collation.locale' is missing");
  }
  if (locale === "simple") return undefined;
  if (![1, 2, 3].includes(Number(strength))) {
    throw unsupported(`strength ${strength}`);
  }
  try {
    return createCollation({
      locale,
      strength: Number(strength),
      caseLevel: caseLevel === true,
      numericOrdering: numericOrdering === true,
    });
  } catch {
    const message = `Field 'locale' is invalid in: { locale: "${locale}" }`;
    throw new CommandError("BadValue", message);
  }
}

/** The scope of a command, or of one of its statements, on a collection. */
export function scopeIn(
  body: Document,
  collection: Collection | undefined,
  statement: Document = body,
): Scope {
  const collation = hasCollation(statement)
    ? collationIn(statement)
    : collection?.collation;
  return { variables: variablesIn(body), collation };
}

/** `{ locale: "simple" }` replaces a collection's collation by none. */
export function hasCollation({ collation }: Document): boolean {
  return collation !== undefined && !equal(collation, {});
}

function refuseOthers(given: Document): void {
  for (const [name, value] of Object.entries(defaults)) {
    if (name in given && given[name] !== value) {
      throw unsupported(`${name} ${given[name]}`);
    }
  }
}

function unsupported(what: string): CommandError {
  const message = `A collation with ${what} is not supported`;
  return new CommandError("NotImplemented", message);
}
