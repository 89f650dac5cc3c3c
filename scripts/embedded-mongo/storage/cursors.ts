import { Long } from "bson";
import { type Document, maxDocumentBytes, sizeOf } from "../bson/document.ts";
import { CommandError } from "../errors.ts";
import type { Item } from "../wire/batch.ts";

const idleMs = 10 * 60_000;
const maxCursors = 1_000;
export const firstBatchSize = 101;

type Cursor = {
  namespace: string;
  documents: Iterator<Item>;
  next: IteratorResult<Item>;
  lastUsed: number;
};

export type Cursors = ReturnType<typeof createCursors>;

/**
 * Results that are returned in batches. A cursor is dropped after ten idle
 * minutes; above a thousand cursors, the one that was idle for longest is.
 */
export function createCursors() {
  const cursors = new Map<string, Cursor>();
  let lastId = 0;

  function dropIdle(): void {
    const oldest = Date.now() - idleMs;
    for (const [id, cursor] of cursors) {
      const tooMany = cursors.size > maxCursors;
      if (tooMany || cursor.lastUsed < oldest) cursors.delete(id);
      else return;
    }
  }
  const timer = setInterval(dropIdle, 60_000).unref();

  /** The map's order is that of use, the latest last. */
  function keep(id: string, cursor: Cursor): void {
    cursors.delete(id);
    cursors.set(id, { ...cursor, lastUsed: Date.now() });
    dropIdle();
  }

  /** The cursor's number is 0 when there are no more results. */
  function answer(id: string, cursor: Cursor, field: string, size: number) {
    const batch = takeBatch(cursor, size);
    const finished = cursor.next.done === true;
    if (!finished) keep(id, cursor);
    const open = finished ? Long.ZERO : Long.fromString(id);
    return { cursor: { id: open, ns: cursor.namespace, [field]: batch } };
  }

  return {
    /** The reply of find and aggregate. */
    open(
      namespace: string,
      results: Iterable<Item>,
      batchSize = firstBatchSize,
    ): Document {
      const documents = results[Symbol.iterator]();
      const next = documents.next();
      const cursor = { namespace, documents, next, lastUsed: 0 };
      return answer(String(++lastId), cursor, "firstBatch", batchSize);
    },

    /** The reply of getMore. */
    next(id: string, namespace: string, batchSize = Infinity): Document {
      const cursor = cursors.get(id);
      if (!cursor || cursor.namespace !== namespace) {
        throw new CommandError("CursorNotFound", `cursor id ${id} not found`);
      }
      cursors.delete(id);
      return answer(id, cursor, "nextBatch", batchSize);
    },

    kill: (id: string) => cursors.delete(id),
    close: () => clearInterval(timer),
  };
}

/** Ends at the size asked for, or when a reply would become too large. */
function takeBatch(cursor: Cursor, size: number): Item[] {
  const batch: Item[] = [];
  let bytes = 0;
  while (!cursor.next.done && batch.length < size) {
    const { value } = cursor.next;
    bytes += typeof value === "string" ? value.length : sizeOf(value);
    if (batch.length > 0 && bytes > maxDocumentBytes) break;
    batch.push(value);
    cursor.next = cursor.documents.next();
  }
  return batch;
}
