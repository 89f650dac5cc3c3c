import { equal } from "../bson/compare.ts";
import {
  clone,
  type Document,
  isDocument,
  plainDocument,
} from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileStages } from "../pipeline/stages.ts";

const allowed = [
  "$addFields",
  "$set",
  "$project",
  "$unset",
  "$replaceRoot",
  "$replaceWith",
];

/** Compiles an update that is written as an aggregation pipeline. */
export function compilePipelineUpdate(
  pipeline: unknown[],
): (document: Document) => Document {
  const stages = (pipeline as Document[]).map(plainDocument);
  const foreign = stages.flatMap(Object.keys).find((n) => !allowed.includes(n));
  if (foreign) {
    throw new CommandError(
      "InvalidOptions",
      `${foreign} is not allowed to be used within an update`,
    );
  }
  const run = compileStages(stages);
  return (document) => {
    const [result = {}] = run([plainDocument(document)]);
    const { _id = document._id, ...fields } = result;
    return retyped(document, clone({ _id, ...fields })) as Document;
  };
}

/** Gives what is equal to what was there its former BSON type back. */
function retyped(before: unknown, after: unknown): unknown {
  if (isDocument(before) && isDocument(after)) {
    const entries = Object.entries(after);
    return Object.fromEntries(
      entries.map(([name, value]) => [name, retyped(before[name], value)]),
    );
  }
  return before !== undefined && equal(before, after) ? before : after;
}
