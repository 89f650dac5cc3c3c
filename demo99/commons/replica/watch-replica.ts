import { type ReplicaRecord, type Source, sources } from "./record.ts";
import type { Change, ReplicaRepository } from "./replica-repository.ts";

/** Records that are new or different, and the ids of those that are gone. */
export type Apply = (
  source: Source,
  changes: { put: ReplicaRecord[]; delete: string[] },
) => void | Promise<void>;

const pageSize = 1_000;

/**
 * Follows the replica in the database, which any instance of the service may
 * have changed. `poll` gives `apply` all records at first, and then what has
 * changed: each record in its current state, at least once.
 */
export function createReplicaWatch(
  replica: ReplicaRepository,
  apply: Apply,
  watched: readonly Source[] = sources,
) {
  // Of what was given: for a database that was replaced.
  let known = new Map<Source, Set<string>>();
  let position = -1;

  async function load(): Promise<void> {
    // Before the records: what changes meanwhile is given once more.
    const start = await replica.lastPosition();
    const found = new Map<Source, Set<string>>();
    for (const source of watched) {
      let after: string | undefined = "";
      while (after !== undefined) {
        const page = await replica.list(source, after, pageSize);
        for (const { id } of page.items) idsOf(found, source).add(id);
        if (page.items.length > 0) {
          await apply(source, { put: page.items, delete: [] });
        }
        after = page.next;
      }
    }
    for (const [source, ids] of known) {
      const gone = [...ids].filter((id) => !found.get(source)?.has(id));
      if (gone.length > 0) await apply(source, { put: [], delete: gone });
    }
    known = found;
    position = start;
  }

  async function follow(): Promise<void> {
    for (;;) {
      const [last, change] = await listFrom(position);
      // Another database, or a log that was trimmed in the meantime.
      if (last !== position) return load();
      if (!change) return;
      if (change._id !== position + 1) return load();
      if (watched.includes(change.source)) await applyChange(change);
      position = change._id;
    }
  }

  /** The position, if the log still has it, and the change behind it. */
  async function listFrom(position: number) {
    const found = await replica.listChanges(position - 1, 2);
    const last = position === 0 ? 0 : found[0]?._id;
    return [last, found.find(({ _id }) => _id > position)] as const;
  }

  async function applyChange({ source, ids }: Change): Promise<void> {
    const put = await replica.find(source, ids);
    const existing = new Set(put.map(({ id }) => id));
    const gone = ids.filter((id) => !existing.has(id));
    await apply(source, { put, delete: gone });
    for (const id of existing) idsOf(known, source).add(id);
    for (const id of gone) idsOf(known, source).delete(id);
  }

  return {
    poll: () => (position < 0 ? load() : follow()),
  };
}

function idsOf(ids: Map<Source, Set<string>>, source: Source): Set<string> {
  const known = ids.get(source) ?? new Set();
  ids.set(source, known);
  return known;
}
