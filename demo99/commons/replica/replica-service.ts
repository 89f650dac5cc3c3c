import { NotFound } from "#commons/errors.ts";
import {
  type ReplicaChanges,
  type ReplicaRecord,
  type Source,
  sources,
} from "./record.ts";
import type { ReplicaRepository } from "./replica-repository.ts";

export type Ref = Pick<ReplicaRecord, "source" | "id">;

type Counts = Partial<Record<Source, number>>;

export type ReplicaService = ReturnType<typeof createReplicaService>;

const keyOf = ({ source, id }: Ref) => `${source}/${id}`;

/** The copies that a service has of records that belong to others. */
export function createReplicaService(replica: ReplicaRepository) {
  let counted = { at: -1, counts: {} as Counts };

  /** Counts again only after a change: sync-api asks in each of its runs. */
  async function count(): Promise<Counts> {
    const at = await replica.lastPosition();
    if (at === counted.at) return counted.counts;
    const counts: Counts = {};
    for (const source of sources) counts[source] = await replica.count(source);
    counted = { at, counts };
    return counts;
  }

  return {
    /** Can be repeated. */
    async change(source: Source, changes: ReplicaChanges): Promise<void> {
      const ids = [...changes.put.map(({ id }) => id), ...changes.delete];
      if (ids.length === 0) return;
      await replica.write(source, changes);
      await replica.append(source, ids);
    },

    async describe() {
      return { id: await replica.getId(), sources: await count() };
    },

    async find(source: Source, id: string): Promise<ReplicaRecord | undefined> {
      return (await replica.find(source, [id]))[0];
    },

    /** Those of these records that exist, in this order. */
    async list(refs: Ref[]): Promise<ReplicaRecord[]> {
      const idsOf = (source: Source) =>
        refs.filter((ref) => ref.source === source).map(({ id }) => id);
      const asked = [...new Set(refs.map(({ source }) => source))];
      const found = await Promise.all(
        asked.map((source) => replica.find(source, idsOf(source))),
      );
      const records = new Map(found.flat().map((it) => [keyOf(it), it]));
      return refs.flatMap((ref) => records.get(keyOf(ref)) ?? []);
    },

    /** The item with this number: a book, a CD or a DVD. */
    async getItem(number: string): Promise<ReplicaRecord> {
      for (const source of ["books", "cds", "dvds"] as const) {
        const [item] = await replica.find(source, [number]);
        if (item) return item;
      }
      throw new NotFound(`There is no item with the number ${number}.`);
    },
  };
}
