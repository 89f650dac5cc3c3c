import { type Document, isDocument } from "../bson/document.ts";

/** Stages whose results depend only on the fields that they name. */
const selective = ["$group", "$count", "$sortByCount"];

/** The fields that a pipeline needs, if its first stage determines them. */
export function fieldsOf(stage: Document | undefined): Set<string> | undefined {
  const [[name, specification] = ["", null]] = Object.entries(stage ?? {});
  if (!selective.includes(name)) return undefined;
  const paths = name === "$count" ? [] : pathsIn(specification);
  if (paths.some((path) => path.startsWith("$$"))) return undefined;
  return new Set(paths.map((path) => path.slice(1).split(".")[0] as string));
}

/** Sorts, as those of $top, name fields without a dollar. */
function pathsIn(node: unknown): string[] {
  if (typeof node === "string") return node.startsWith("$") ? [node] : [];
  if (Array.isArray(node)) return node.flatMap(pathsIn);
  if (!isDocument(node)) return [];
  return Object.entries(node).flatMap(([name, value]) =>
    name === "sortBy" ? ["$$ROOT"] : pathsIn(value),
  );
}
