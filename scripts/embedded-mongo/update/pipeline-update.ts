import { clone, type Document } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import { compileStages } from "../pipeline/stages.ts";
import type { Variables } from "../query/scope.ts";

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
  variables: Variables,
): (document: Document) => Document {
  const stages = pipeline as Document[];
  const foreign = stages.flatMap(Object.keys).find((n) => !allowed.includes(n));
  if (foreign) {
    throw new CommandError(
      "InvalidOptions",
      `${foreign} is not allowed to be used within an update`,
    );
  }
  const run = compileStages(stages, { variables });
  return (document) => {
    const [result = {}] = run([clone(document)]);
    const { _id = document._id, ...fields } = result;
    return clone({ _id, ...fields });
  };
}
