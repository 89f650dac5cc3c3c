import { Long } from "bson";
import { type Document, plainNumber } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import { evaluateRoot } from "../expressions/operands.ts";
import { compileFilter } from "../query/filter.ts";
import { documentsOf, indexBy } from "./lookup.ts";
import { type Stage, scopeOf } from "./operators.ts";

type Found = { document: Document; depth: number };

/** Follows a field of documents to other documents, breadth first. */
export const $graphLookup: Stage = (
  input,
  specification: Document,
  options,
) => {
  const { from, startWith, connectFromField, connectToField } = specification;
  const { as, depthField, restrictSearchWithMatch = {} } = specification;
  const maxDepth = Number(plainNumber(specification.maxDepth ?? Infinity));
  const filter = compileFilter(
    restrictSearchWithMatch as Document,
    scopeOf(options),
  );
  const foreign = documentsOf(from as string, options).filter(filter.matches);
  const index = indexBy(foreign, connectToField as string);

  function search(start: unknown): Found[] {
    const found = new Map<string, Found>();
    let layer: Document[] = [{ start }];
    let path = "start";
    for (let depth = 0; depth <= maxDepth && layer.length > 0; depth++) {
      const next = layer.flatMap((one) => index.matching(one, path));
      layer = [...new Set(next)].filter(({ _id }) => !found.has(keyOf(_id)));
      for (const document of layer) {
        found.set(keyOf(document._id), { document, depth });
      }
      path = connectFromField as string;
    }
    return [...found.values()];
  }

  return input.map((one: unknown) => {
    const document = one as Document;
    const found = search(evaluateRoot(document, startWith, options));
    const joined = found.map(({ document: each, depth }) =>
      depthField
        ? { ...each, [depthField as string]: Long.fromNumber(depth) }
        : each,
    );
    return { ...document, [as as string]: joined };
  });
};
