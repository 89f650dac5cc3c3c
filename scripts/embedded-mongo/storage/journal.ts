import {
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { type Document, decode, encode } from "../bson/document.ts";
import { bytesOf } from "../bson/read.ts";
import type { Change, CollectionOptions } from "./collection.ts";
import type { Databases } from "./databases.ts";

/** A change and its collection, such as "shop.books"; drops have no change. */
export type Entry =
  | Change
  | { kind: "create"; options?: CollectionOptions }
  | { kind: "drop" };
export type Record = (namespace: string, entry: Entry) => void;
export type Journal = ReturnType<typeof openJournal>;

const bytesBeforeRewrite = 64 * 1024 * 1024;
const batchBytes = 1024 * 1024;
const maxHeaders = 1_000;

/**
 * A file with all changes in their order, each as two BSON documents: the kind
 * and place of the change, and the changed document. `flush` passes them to the
 * operating system, which keeps them if this process is killed.
 */
export function openJournal(file: string) {
  const headers = new Map<string, Uint8Array>();
  let descriptor = openSync(file, "a");
  let pending: Uint8Array[] = [];
  let pendingBytes = 0;
  let written = 0;
  let rewrittenBytes = 0;

  function header(kind: string, namespace: string): Uint8Array {
    const key = `${kind} ${namespace}`;
    const known = headers.get(key) ?? encode({ kind, namespace });
    if (headers.size >= maxHeaders) headers.clear();
    headers.set(key, known);
    return known;
  }

  function record(namespace: string, entry: Entry): void {
    const parts = [header(entry.kind, namespace), bodyOf(entry)];
    pending.push(...parts);
    pendingBytes += parts.reduce((sum, part) => sum + part.length, 0);
    if (pendingBytes > batchBytes) flush();
  }

  function flush(): void {
    if (pending.length === 0) return;
    const bytes = Buffer.concat(pending);
    for (let at = 0; at < bytes.length; )
      at += writeSync(descriptor, bytes, at);
    written += bytes.length;
    pending = [];
    pendingBytes = 0;
  }

  /** Replaces this journal by one of the current data. */
  function rewrite(databases: Databases): void {
    flush();
    closeSync(descriptor);
    const next = `${file}.next`;
    rmSync(next, { force: true });
    descriptor = openSync(next, "a");
    written = 0;
    for (const [namespace, entry] of databases.entries()) {
      record(namespace, entry);
    }
    flush();
    fsyncSync(descriptor);
    renameSync(next, file);
    rewrittenBytes = written;
    written = 0;
  }

  return {
    record,
    flush,
    /** Rewrites a journal that has grown too large. */
    rewriteIfLong(databases: Databases): void {
      const limit = Math.max(bytesBeforeRewrite, rewrittenBytes);
      if (written > limit) rewrite(databases);
    },
    rewrite,
    close(): void {
      flush();
      closeSync(descriptor);
    },
  };
}

/**
 * The entries of a journal, if there is one. A process that was killed while
 * writing leaves half an entry, whose client got no reply: it is cut off.
 */
export function* readJournal(file: string): Generator<[string, Entry]> {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  let at = 0;
  for (;;) {
    const header = documentAt(bytes, at);
    const body = header && documentAt(bytes, at + header.length);
    if (!header || !body) break;
    at += header.length + body.length;
    yield entryOf(decode(header), body);
  }
  if (at < bytes.length) truncateSync(file, at);
}

function documentAt(bytes: Buffer, at: number): Buffer | undefined {
  if (at + 5 > bytes.length) return undefined;
  const end = at + bytes.readInt32LE(at);
  return end >= at + 5 && end <= bytes.length
    ? bytes.subarray(at, end)
    : undefined;
}

function bodyOf(entry: Entry): Uint8Array {
  switch (entry.kind) {
    case "insert":
    case "replace":
      return bytesOf(entry.document);
    case "remove":
      return encode({ id: entry.id });
    case "addIndex":
      return encode({ definition: entry.definition });
    case "dropIndex":
      return encode({ name: entry.name });
    case "create":
      return encode({ options: entry.options ?? {} });
    default:
      return encode({});
  }
}

function entryOf(header: Document, body: Buffer): [string, Entry] {
  const { kind, namespace } = header as { kind: string; namespace: string };
  const isDocument = kind === "insert" || kind === "replace";
  const content = isDocument
    ? { document: body.toString("latin1") }
    : decode(body);
  return [namespace, { kind, ...content } as Entry];
}
