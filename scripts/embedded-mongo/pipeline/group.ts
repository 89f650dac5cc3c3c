import type { Document } from "../bson/document.ts";
import { keyOf } from "../bson/key.ts";
import type { Accumulator } from "../expressions/accumulators.ts";
import { evaluateRoot, type Options } from "../expressions/operands.ts";
import { accumulatorOperators } from "../expressions/operators.ts";

type Group = { _id: unknown; items: Document[] };

/** Groups are equal across the types of numbers; null stands for missing. */
export function group(
  documents: Iterable<Document>,
  { _id, ...fields }: Document,
  options: Options,
): Document[] {
  const idOf = (document: Document) =>
    evaluateRoot(document, _id, options) ?? null;
  return groupBy(documents, idOf, fields, options);
}

export function groupBy(
  documents: Iterable<Document>,
  idOf: (document: Document) => unknown,
  fields: Document,
  options: Options,
): Document[] {
  const groups = groupsOf(documents, idOf, options);
  return groups.map(({ _id: groupId, items }) => {
    const inner = options.constructor.init(options);
    inner.update({ root: null, groupId });
    const entries = Object.entries(fields).map(([field, accumulator]) => {
      const [[name, argument] = ["", null]] = Object.entries(
        accumulator as Document,
      );
      const accumulate = accumulatorOperators[name] as Accumulator;
      return [field, accumulate(items, argument, inner)] as const;
    });
    return { _id: groupId, ...Object.fromEntries(entries) };
  });
}

function groupsOf(
  documents: Iterable<Document>,
  idOf: (document: Document) => unknown,
  { collation }: Options,
): Group[] {
  const groups = new Map<string, Group>();
  for (const document of documents) {
    const _id = idOf(document);
    const key = keyOf(_id, collation);
    const group = groups.get(key);
    if (group) group.items.push(document);
    else groups.set(key, { _id, items: [document] });
  }
  return [...groups.values()];
}
