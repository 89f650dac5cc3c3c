import type { JournalRecord } from "../storage/records.ts";
import { type Placed, recordOf } from "./entries.ts";
import type { createUsage } from "./limits.ts";

type Publication = { placed: Placed[]; settle: (isTaken: boolean) => void };

type Parts = {
  usage: ReturnType<typeof createUsage>;
  /** Fails if the journal cannot take all of these records. */
  write(records: JournalRecord[]): void;
};

/**
 * Messages that wait for the journal: a message is in its queues, and is
 * confirmed, only once it is written. Many are written at the same time.
 */
export function createPublications({ usage, write }: Parts) {
  let waiting: Publication[] = [];

  function refuse({ placed, settle }: Publication): void {
    for (const { entry } of placed) usage.remove(entry);
    settle(false);
  }

  function commit(): void {
    const batch = waiting;
    waiting = [];
    const records = batch.flatMap(({ placed }) => recordOf(placed));
    const isWritten = records.length === 0 || tryTo(() => write(records));
    for (const publication of batch) {
      const { placed, settle } = publication;
      const needsJournal = placed.some(({ entry }) => entry.isStored);
      if (needsJournal && !isWritten) {
        refuse(publication);
        continue;
      }
      for (const { queue, entry } of placed) queue.add(entry);
      settle(true);
    }
  }

  function isWithinLimits(placed: Placed[]): boolean {
    if (!usage.hasRoomFor(placed.map(({ entry }) => entry))) return false;
    const limited = placed.filter(({ queue }) => queue.hasOverflow);
    // Only messages that are in the queue count for its limit.
    if (limited.length > 0) commit();
    return !limited.some(({ queue, entry }) => queue.refuses(entry));
  }

  /** Takes a message, or refuses it because of a limit. */
  function publish(publication: Publication): void {
    if (!isWithinLimits(publication.placed)) {
      publication.settle(false);
      return;
    }
    for (const { entry } of publication.placed) usage.add(entry);
    waiting.push(publication);
  }

  return { publish, commit };
}

function tryTo(task: () => void): boolean {
  try {
    task();
    return true;
  } catch {
    return false;
  }
}
