import { type Entry, sizeOf } from "./message.ts";

export type Limits = { messages: number; bytes: number };

export const usualLimits = { messages: 1_000_000, bytes: 256 * 1024 * 1024 };

/** Counts what all queues hold; messages above a limit are refused. */
export function createUsage(limits: Limits) {
  let messages = 0;
  let bytes = 0;
  return {
    hasRoomFor: (entries: Entry[]) =>
      messages + entries.length <= limits.messages &&
      bytes + sum(entries) <= limits.bytes,
    add(entry: Entry): void {
      messages++;
      bytes += sizeOf(entry.message);
    },
    remove(entry: Entry): void {
      messages--;
      bytes -= sizeOf(entry.message);
    },
  };
}

const sum = (entries: Entry[]) =>
  entries.reduce((total, { message }) => total + sizeOf(message), 0);
