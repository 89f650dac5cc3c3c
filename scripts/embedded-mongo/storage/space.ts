import { getHeapStatistics } from "node:v8";
import { CommandError } from "../errors.ts";

const mebibyte = 2 ** 20;

/** What the data takes besides its bytes: objects, and slots in lists. */
export const rowBytes = 64;
export const keyBytes = 32;
/** A collection or an index without entries. */
export const emptyBytes = 4_096;

export type Space = ReturnType<typeof createSpace>;

/**
 * The memory of all data: documents and keys of indexes, in bytes. Whatever
 * grows above the limit is refused; without a limit, as when a journal is read,
 * all is accepted.
 */
export function createSpace() {
  let used = 0;
  let maxBytes = Infinity;

  return {
    limitTo(bytes: number): void {
      maxBytes = bytes;
    },

    /** Counts a growth, or a shrinkage; throws if there is no space. */
    claim(bytes: number): void {
      if (bytes > 0 && used + bytes > maxBytes) throw outOfSpace(maxBytes);
      used += bytes;
    },
  };
}

/** 1 GiB, or half of what this process may take of a small machine. */
export function defaultMaxBytes(): number {
  return Math.min(1_024 * mebibyte, getHeapStatistics().heap_size_limit / 2);
}

function outOfSpace(maxBytes: number): CommandError {
  const limit = (maxBytes / mebibyte).toFixed(1);
  return new CommandError(
    "OutOfDiskSpace",
    `The data takes ${limit} MiB, the limit of this server (MAX_DATA_MIB): ` +
      "delete documents, or set a higher limit",
  );
}
