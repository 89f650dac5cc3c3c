import { compare } from "../bson/compare.ts";
import type { Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { evaluateRoot } from "../expressions/operands.ts";
import { groupBy } from "./group.ts";
import { type Stage, whole } from "./operators.ts";

/** Groups by boundaries; a bucket includes its lower one only. */
export const $bucket: Stage = (input, specification: Document, options) => {
  const { groupBy: expression, output = { count: { $sum: 1 } } } =
    specification;
  const boundaries = specification.boundaries as unknown[];
  function bucketOf(document: Document): unknown {
    const value = evaluateRoot(document, expression, options) ?? null;
    const above = boundaries.findIndex((one) => compare(value, one) < 0);
    if (above > 0) return boundaries[above - 1];
    if ("default" in specification) return specification.default;
    throw new CommandError(
      "Location40066",
      "$switch could not find a matching branch for an input, and no default " +
        "was specified.",
    );
  }
  return whole(input, (documents) =>
    groupBy(documents, bucketOf, output as Document, options).sort((a, b) =>
      compare(a._id, b._id),
    ),
  );
};
