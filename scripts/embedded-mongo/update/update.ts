import { equal } from "../bson/compare.ts";
import {
  clone,
  type Document,
  encode,
  isDocument,
  maxDocumentBytes,
} from "../bson/document.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";
import type { Filter } from "../query/filter.ts";
import type { Variables } from "../query/scope.ts";
import { compileModifiers } from "./modifiers.ts";
import { compilePipelineUpdate } from "./pipeline-update.ts";
import { compileArrayFilters } from "./positions.ts";
import { upsertSeed } from "./upsert-seed.ts";

/** An update, ready to be carried out on any number of documents. */
export type Update = {
  isReplacement: boolean;
  /** The changed copy; undefined if the update changes nothing. */
  applyTo(document: Document): Document | undefined;
  /** The document that an upsert inserts, perhaps without an _id. */
  upsert(filter: Document): Document;
};

type UpdateOptions = { arrayFilters?: Document[]; variables?: Variables };

/** Compiles modifiers, a replacement, or a pipeline. */
export function compileUpdate(
  update: unknown,
  filter: Filter,
  { arrayFilters = [], variables = {} }: UpdateOptions = {},
): Update {
  const positions = {
    filter,
    arrayFilters: compileArrayFilters(arrayFilters, filter.scope),
  };
  const isReplacement = isDocument(update) && !isModifiers(update);

  function compile(): (document: Document, inserting: boolean) => Document {
    if (!isModifiers(update) && arrayFilters.length > 0) {
      throw new CommandError(
        "FailedToParse",
        "arrayFilters may not be specified for a pipeline or a replacement",
      );
    }
    if (Array.isArray(update)) {
      return compilePipelineUpdate(update, variables);
    }
    if (!isDocument(update)) {
      throw new CommandError("FailedToParse", "Update must be an object");
    }
    if (isReplacement) return (document) => replace(document, update);
    const modify = compileModifiers(update, positions);
    return (document, inserting) => {
      modify(document, inserting);
      return document;
    };
  }
  const change = compile();

  return {
    isReplacement,

    applyTo(document) {
      const changed = change(clone(document), false);
      refuseOtherId(document, changed);
      const before = encode(document);
      return Buffer.compare(before, sized(changed)) === 0 ? undefined : changed;
    },

    upsert(criteria) {
      const seed = upsertSeed(criteria);
      const document = change(clone(seed), true);
      if (seed._id !== undefined) refuseOtherId(seed, document);
      return document;
    },
  };
}

function isModifiers(update: unknown): boolean {
  return isDocument(update) && Boolean(Object.keys(update)[0]?.startsWith("$"));
}

function replace({ _id }: Document, replacement: Document): Document {
  const dollar = Object.keys(replacement).find((name) => name.startsWith("$"));
  if (dollar) {
    throw new CommandError(
      "DollarPrefixedFieldName",
      `The dollar ($) prefixed field '${dollar}' in '${dollar}' ` +
        "is not allowed in the context of an update's replacement document",
    );
  }
  return _id === undefined ? { ...replacement } : { _id, ...replacement };
}

function refuseOtherId(before: Document, after: Document): void {
  if (equal(before._id, after._id)) return;
  throw new CommandError(
    "ImmutableField",
    "After applying the update, the (immutable) field '_id' was found to " +
      `have been altered to _id: ${shell(after._id)}`,
  );
}

function sized(document: Document): Uint8Array {
  const bytes = encode(document);
  if (bytes.length <= maxDocumentBytes) return bytes;
  throw new CommandError(
    "Location17419",
    `Resulting document after update is larger than ${maxDocumentBytes}`,
  );
}
