import type { ReplicaRecord, Source } from "./record.ts";
import type { ReplicaRepository } from "./replica-repository.ts";

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
export function createReplicaWatch(replica: ReplicaRepository, apply: Apply) {
  // Of what was given: for a database that was replaced.
  let known = new Map<Source, Set<string>>();
  let position = -1;

  async function load(): Promise<void> {
    // Before the records: what changes meanwhile is given once more.
    const start = await replica.lastPosition();
    const found = new Map<Source, Set<string>>();
    let after: string | undefined = "";
    while (after !== undefined) {
      const { items, next } = await replica.list(after, pageSize);
      for (const [source, put] of bySource(items)) {
        for (const { id } of put) idsOf(found, source).add(id);
        await apply(source, { put, delete: [] });
      }
      after = next;
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
      const [change] = await replica.listChanges(position, 1);
      // Another database, or a log that was trimmed in the meantime.
      if (!change && (await replica.lastPosition()) < position) return load();
      if (!change) return;
      if (change._id !== position + 1) return load();
      const { source, ids } = change;
      const put = await replica.find(source, ids);
      const existing = new Set(put.map(({ id }) => id));
      const gone = ids.filter((id) => !existing.has(id));
      await apply(source, { put, delete: gone });
      for (const id of existing) idsOf(known, source).add(id);
      for (const id of gone) idsOf(known, source).delete(id);
      position = change._id;
    }
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

function bySource(records: ReplicaRecord[]) {
  const groups = new Map<Source, ReplicaRecord[]>();
  for (const record of records) {
    const group = groups.get(record.source) ?? [];
    group.push(record);
    groups.set(record.source, group);
  }
  return groups;
}
