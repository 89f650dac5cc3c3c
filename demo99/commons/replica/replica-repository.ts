import { randomUUID } from "node:crypto";
import { type AnyBulkWriteOperation, MongoBulkWriteError } from "mongodb";
import { type Database, isDuplicate } from "#commons/database.ts";
import type { ReplicaChanges, ReplicaRecord, Source } from "./record.ts";

/** A record, or what is left of a deleted one, which still has its version. */
type Document = {
  _id: string;
  source: Source;
  id: string;
  version: number;
  isDeleted: boolean;
  deletedAt?: Date;
  record?: ReplicaRecord;
};

/** Positions have no gaps, so a reader misses no change that is stored late. */
export type Change = { _id: number; source: Source; ids: string[] };

type Identity = { _id: "replica"; id: string };

export type ReplicaRepository = ReturnType<typeof createReplicaRepository>;

/**
 * How long a deleted record keeps its version. An older change can arrive late,
 * and must not bring it back: within the time limit of a call, some seconds.
 */
const keptDeletedSeconds = 24 * 3_600;
const keptChanges = 10_000;
const trimEvery = 100;
const keyOf = (source: Source, id: string) => `${source}/${id}`;

/** Records, the log of their changes, and the identity of this replica. */
export function createReplicaRepository(database: Database) {
  const records = database.collection<Document>("replica-records");
  const changes = database.collection<Change>("replica-changes");
  const identities = database.collection<Identity>("replica");

  async function lastPosition(): Promise<number> {
    const last = await changes.findOne({}, { sort: { _id: -1 } });
    return last?._id ?? 0;
  }

  return {
    lastPosition,

    async prepare() {
      await records.createIndex({ source: 1, isDeleted: 1 });
      await records.createIndex(
        { deletedAt: 1 },
        { expireAfterSeconds: keptDeletedSeconds },
      );
    },

    /** Random, and made with the database: a new database has another one. */
    async getId(): Promise<string> {
      const _id = "replica";
      const known = await identities.findOne({ _id });
      if (known) return known.id;
      const made = await identities.findOneAndUpdate(
        { _id },
        { $setOnInsert: { id: randomUUID() } },
        { upsert: true, returnDocument: "after" },
      );
      return (made as Identity).id;
    },

    /** Leaves alone what has a higher version already. */
    async write(
      source: Source,
      { put, delete: gone, version }: ReplicaChanges,
    ) {
      const deletedAt = new Date();
      const writes = [
        ...put.map((record) => ({ id: record.id, isDeleted: false, record })),
        ...gone.map((id) => ({ id, isDeleted: true, deletedAt })),
      ].map(({ id, ...fields }): AnyBulkWriteOperation<Document> => {
        const filter = { _id: keyOf(source, id), version: { $lte: version } };
        const replacement = { source, id, version, ...fields };
        return { replaceOne: { filter, replacement, upsert: true } };
      });
      if (writes.length === 0) return;
      await records.bulkWrite(writes, { ordered: false }).catch((error) => {
        if (!isOnlyOutdated(error)) throw error;
      });
    },

    /** Stored after the records, as the last of all changes. */
    async append(source: Source, ids: string[]): Promise<void> {
      for (;;) {
        const _id = (await lastPosition()) + 1;
        try {
          await changes.insertOne({ _id, source, ids });
          if (_id % trimEvery > 0) return;
          await changes.deleteMany({ _id: { $lte: _id - keptChanges } });
          return;
        } catch (error) {
          // Another instance has stored a change in the meantime.
          if (!isDuplicate(error)) throw error;
        }
      }
    },

    async listChanges(after: number, limit: number): Promise<Change[]> {
      const behind = changes.find({ _id: { $gt: after } });
      return behind.sort({ _id: 1 }).limit(limit).toArray();
    },

    /** Those of these records that exist. */
    async find(source: Source, ids: string[]): Promise<ReplicaRecord[]> {
      const _id = { $in: ids.map((id) => keyOf(source, id)) };
      return recordsOf(await records.find({ _id }).toArray());
    },

    /** A page of a source; `next` is the `after` of the next page. */
    async list(source: Source, after: string, limit: number) {
      // "0" is the character behind "/".
      const _id = { $gt: keyOf(source, after), $lt: `${source}0` };
      const found = await records
        .find({ _id })
        .sort({ _id: 1 })
        .limit(limit)
        .toArray();
      const next = found.length === limit ? found.at(-1)?.id : undefined;
      return { items: recordsOf(found), next };
    },

    async count(source: Source): Promise<number> {
      return records.countDocuments({ source, isDeleted: false });
    },
  };
}

function recordsOf(documents: Document[]): ReplicaRecord[] {
  return documents.flatMap(({ record }) => (record ? [record] : []));
}

/** Not found, since its version is higher: the upsert has met the document. */
function isOnlyOutdated(error: unknown): boolean {
  if (!(error instanceof MongoBulkWriteError)) return false;
  return [error.writeErrors].flat().every(({ code }) => code === 11000);
}
