import { type Journal, openJournal, readJournal } from "../storage/journal.ts";
import type { JournalRecord } from "../storage/records.ts";
import { recordsOf, replay } from "../storage/replay.ts";
import { deadLetterOf, isCycle } from "./dead-letter.ts";
import { createEntries, recordOf } from "./entries.ts";
import { createUsage, type Limits } from "./limits.ts";
import type { Entry, Message } from "./message.ts";
import { createPublications } from "./publications.ts";
import type { Queue } from "./queue.ts";
import { createTopology } from "./topology.ts";

type Options = { journalFile?: string | undefined; limits: Limits };

export type Broker = ReturnType<typeof createBroker>;

/** Exchanges and queues with their messages, which a journal keeps. */
export function createBroker({ journalFile, limits }: Options) {
  let journal: Journal | undefined;
  let lastId = 0;
  const usage = createUsage(limits);
  const replies = new Set<() => void>();
  const place = createEntries(() => ++lastId);
  const append = (record: JournalRecord) => journal?.append(record);
  const write = (records: JournalRecord[]) => journal?.write(records);
  const topology = createTopology((record) => write([record]), {
    delivered(entry) {
      if (entry.isStored && !entry.isDelivered) {
        append({ kind: "delivered", id: entry.id });
      }
      entry.isDelivered = true;
    },
    removed,
    died(entry, queue) {
      moveToDeadLetters(entry, queue);
      removed(entry);
    },
    awake: (queue) => turn(queue.serve),
  });
  const publications = createPublications({ usage, write });

  function removed(entry: Entry): void {
    usage.remove(entry);
    if (entry.isStored) append({ kind: "removed", id: entry.id });
  }

  function moveToDeadLetters(entry: Entry, { definition }: Queue): void {
    const letter = deadLetterOf(entry, definition);
    if (!letter || !topology.hasExchange(letter.exchange)) return;
    const queues = topology
      .route(letter.exchange, letter.routingKey)
      .filter((queue) => !isCycle(letter, queue.definition.name));
    const placed = place(letter, queues);
    recordOf(placed).forEach(append);
    for (const { queue, entry } of placed) {
      usage.add(entry);
      queue.add(entry);
    }
  }

  /**
   * Does some work, then writes the journal, then sends the replies: a client
   * sees nothing that a crash of this process could undo.
   */
  function turn(work: () => void): void {
    work();
    publications.commit();
    try {
      write([]);
      journal?.rewriteIfLong(() => recordsOf(topology.snapshot()));
    } catch {
      // A full disk: acknowledgements wait for the next turn.
    }
    for (const send of replies) send();
    replies.clear();
  }

  function restore(file: string): void {
    const snapshot = replay(readJournal(file));
    for (const exchange of snapshot.exchanges) {
      topology.declareExchange(exchange);
    }
    for (const queue of snapshot.queues) topology.declareQueue(queue, {});
    for (const { exchange, queue, routingKey } of snapshot.bindings) {
      topology.bind(exchange, topology.queue(queue, {}), routingKey);
    }
    for (const { queue, entry } of snapshot.entries) {
      lastId = Math.max(lastId, entry.id);
      usage.add(entry);
      topology.queue(queue, {}).add(entry);
    }
    journal = openJournal(file);
    journal.rewrite(recordsOf(topology.snapshot()));
  }

  if (journalFile) restore(journalFile);

  return {
    ...topology,
    turn,
    /** Calls `send` at the end of this turn. */
    afterwards: (send: () => void) => replies.add(send),
    commit: publications.commit,

    /**
     * Publishes a message; returns whether a queue gets it. `settle` is called
     * once it is safe, or has been refused.
     */
    publish(message: Message, settle: (isTaken: boolean) => void): boolean {
      const queues = topology.route(message.exchange, message.routingKey);
      publications.publish({ placed: place(message, queues), settle });
      return queues.length > 0;
    },

    close(): void {
      publications.commit();
      topology.stop();
      try {
        write([]);
      } finally {
        journal?.close();
      }
    },
  };
}
