import { createHash } from "node:crypto";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import { syncedRecords } from "#commons/replica/sync-metrics.ts";
import type { CopyRepository } from "./copy-repository.ts";
import type { Target } from "./replica-client.ts";
import { changesOf, expectHeld, type Outcome } from "./walk.ts";

type Parts = {
  copies: CopyRepository;
  target: Target;
  /** What the run has done for this pair; it is counted here. */
  outcome: Outcome;
  version: number;
  /** Whether this instance is the one that fills the replicas. */
  isHeld: () => boolean;
};

export type CopyService = ReturnType<typeof createCopyService>;

/** The copies of one source in one replica. */
export function createCopyService(parts: Parts) {
  const { copies, target, outcome, version, isHeld } = parts;
  const { source } = outcome;
  const pair = { target: target.name, source };

  async function send(changes: { put?: ReplicaRecord[]; delete?: string[] }) {
    expectHeld(isHeld);
    await target.change(source, { put: [], delete: [], ...changes, version });
  }

  function count(change: "read" | "put" | "deleted", by: number) {
    outcome[change] += by;
    syncedRecords.inc({ ...pair, change }, by);
  }

  async function findChanged(records: ReplicaRecord[]) {
    const hashes = await copies.hashes(
      pair,
      records.map(({ id }) => id),
    );
    return records
      .map((record) => ({ id: record.id, record, hash: hashOf(record) }))
      .filter(({ id, hash }) => hash !== hashes.get(id));
  }

  return {
    /** Sends the records that the replica does not have in this form. */
    async put(records: ReplicaRecord[]): Promise<void> {
      count("read", records.length);
      const changed = await findChanged(records);
      if (changed.length === 0) return;
      // First without their hashes: after a crash, they may have arrived, and
      // those that the source deletes meanwhile have to be deleted here, too.
      const uncertain = changed.map(({ id }) => ({ id, hash: "" }));
      await copies.store(pair, uncertain);
      await send({ put: changed.map(({ record }) => record) });
      await copies.store(pair, changed);
      count("put", changed.length);
    },

    async remove(ids: string[]): Promise<void> {
      if (ids.length === 0) return;
      await send({ delete: ids });
      await copies.delete(pair, ids);
      count("deleted", ids.length);
    },

    list: (after: string, limit: number) => copies.list(pair, after, limit),
    changes: () => changesOf(outcome),
  };
}

function hashOf(record: ReplicaRecord): string {
  const json = JSON.stringify(record);
  return createHash("sha256").update(json).digest("base64url");
}
