import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { decodeRecords, encodeRecord, type JournalRecord } from "./records.ts";

const bytesBeforeRewrite = 64 * 1024 * 1024;

export type Journal = ReturnType<typeof openJournal>;

/**
 * The file with all changes. What was written survives the end of the process;
 * a crash of the machine may lose the last seconds.
 */
export function openJournal(file: string) {
  let descriptor = openSync(file, "a");
  let pending: Buffer[] = [];
  let { size } = fstatSync(descriptor);
  let rewrittenSize = 0;

  /** Writes all of these bytes, or none. */
  function put(buffers: Buffer[]): void {
    const bytes = Buffer.concat(buffers);
    try {
      for (let at = 0; at < bytes.length; )
        at += writeSync(descriptor, bytes, at);
    } catch (error) {
      ftruncateSync(descriptor, size);
      throw error;
    }
    size += bytes.length;
  }

  /** Replaces this journal by a shorter one with the same result. */
  function rewrite(records: Iterable<JournalRecord>): void {
    const next = `${file}.next`;
    rmSync(next, { force: true });
    const old = { descriptor, size };
    [descriptor, size] = [openSync(next, "a"), 0];
    try {
      for (const record of records) put([encodeRecord(record)]);
      renameSync(next, file);
      closeSync(old.descriptor);
      // They are part of the new journal.
      pending = [];
    } catch {
      // A full disk, for example: the old journal is complete.
      closeSync(descriptor);
      rmSync(next, { force: true });
      ({ descriptor, size } = old);
    }
    rewrittenSize = size;
  }

  return {
    /** For the next write; if that fails, for the one after it. */
    append(record: JournalRecord): void {
      pending.push(encodeRecord(record));
    },

    /** Writes these records now, or fails and forgets them. */
    write(records: JournalRecord[]): void {
      const bytes = [...pending, ...records.map(encodeRecord)];
      if (bytes.length === 0) return;
      put(bytes);
      pending = [];
    },

    rewrite,

    rewriteIfLong(records: () => Iterable<JournalRecord>): void {
      const grown = size - rewrittenSize;
      if (grown > Math.max(bytesBeforeRewrite, rewrittenSize)) {
        rewrite(records());
      }
    },

    close(): void {
      closeSync(descriptor);
    },
  };
}

/**
 * The records of a journal, if there is one. A process that was killed while
 * writing leaves half a record, which was not confirmed: it is cut off.
 */
export function* readJournal(file: string): Generator<JournalRecord> {
  if (!existsSync(file)) return;
  const bytes = readFileSync(file);
  let read = 0;
  for (const { record, end } of decodeRecords(bytes)) {
    yield record;
    read = end;
  }
  if (read < bytes.length) truncateSync(file, read);
}
