import { type Document, isDocument } from "../bson/document.ts";
import { fieldOf, isArrayIndex } from "../bson/path.ts";
import { shell } from "../bson/shell.ts";
import { CommandError } from "../errors.ts";

const maxPadding = 1_500_000;

type Container = Document | unknown[];

/** One place in a document, named by a path without positional operators. */
export type Slot = {
  path: string;
  document: Document;
  value: unknown;
  set(value: unknown): void;
  remove(): void;
};

/**
 * The slot at a path. Setting it creates what is missing on the way, always as
 * embedded documents, even where a name looks like an array's index.
 */
export function slotAt(document: Document, path: string): Slot {
  const segments = path.split(".");
  const name = segments.pop() as string;
  const parent = existing(document, segments);
  return {
    path,
    document,
    value: parent && child(parent, name),

    set(value) {
      put(created(document, segments), name, value);
    },

    /** An array keeps its length: null replaces the element. */
    remove() {
      if (!parent || child(parent, name) === undefined) return;
      if (Array.isArray(parent)) parent[Number(name)] = null;
      else delete parent[name];
    },
  };
}

function child(node: Container, name: string): unknown {
  if (!Array.isArray(node)) return fieldOf(node, name);
  return isArrayIndex(name) ? node[Number(name)] : undefined;
}

function existing(root: Document, segments: string[]): Container | undefined {
  let node: unknown = root;
  for (const segment of segments) {
    if (!isContainer(node)) return undefined;
    node = child(node, segment);
  }
  return isContainer(node) ? node : undefined;
}

function created(root: Document, segments: string[]): Container {
  let node: Container = root;
  for (const segment of segments) {
    let next = child(node, segment);
    if (next === undefined) {
      next = {};
      put(node, segment, next);
    }
    if (!isContainer(next)) throw notViable(segment, next);
    node = next;
  }
  return node;
}

function isContainer(value: unknown): value is Container {
  return Array.isArray(value) || isDocument(value);
}

function put(node: Container, name: string, value: unknown): void {
  if (!Array.isArray(node)) {
    node[name] = value;
    return;
  }
  const index = Number(name);
  if (!isArrayIndex(name)) throw notViable(name, node);
  if (index > node.length + maxPadding) {
    throw new CommandError("BadValue", `cannot pad an array up to ${name}`);
  }
  while (node.length < index) node.push(null);
  node[index] = value;
}

function notViable(name: string, element: unknown): CommandError {
  return new CommandError(
    "PathNotViable",
    `Cannot create field '${name}' in element ${shell(element)}`,
  );
}
