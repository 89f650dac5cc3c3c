import type { Database } from "#commons/database.ts";
import { Unavailable } from "#commons/errors.ts";
import { createLog } from "#commons/log.ts";
import type { ReplicaRecord, Source } from "#commons/replica/record.ts";
import { createReplica } from "#commons/replica/replica.ts";
import type { Changes, Target } from "../src/replica-client.ts";
import type { Run } from "../src/run.ts";
import type { RecordSource } from "../src/source.ts";
import { createSync } from "../src/sync.ts";

const silent = createLog("test", "silent");

/** A source of the titles that a test sets, by id, with pages of two. */
export function fakeSource(name: Source, titles: Record<string, string> = {}) {
  const source = {
    titles,
    isDown: false,
    /** What was asked for: the `after` of pages, and ids. */
    reads: { pages: [] as (string | null)[], existing: [] as string[][] },
    /** What happens before a page is read. */
    beforePage: (_after: string | null) => {},
  };
  const toRecord = (id: string): ReplicaRecord => {
    const title = source.titles[id] as string;
    return { source: name, id, title, text: "", by: [] };
  };
  const expectUp = () => {
    if (source.isDown) throw new Unavailable(`${name} does not answer.`);
  };
  const asSource: RecordSource = {
    name,
    async page(after) {
      source.reads.pages.push(after);
      source.beforePage(after);
      expectUp();
      // In the order of titles, as the catalogues have it.
      const sorted = Object.entries(source.titles)
        .map(([id, title]) => ({ id, key: `${title}/${id}` }))
        .sort((one, other) => (one.key < other.key ? -1 : 1))
        .filter(({ key }) => key > (after ?? ""));
      const shown = sorted.slice(0, 2);
      return {
        records: shown.map(({ id }) => toRecord(id)),
        next: sorted.length > 2 ? (shown.at(-1)?.key ?? null) : null,
      };
    },
    async existing(ids) {
      source.reads.existing.push(ids);
      expectUp();
      return ids.filter((id) => id in source.titles);
    },
  };
  return Object.assign(source, { asSource });
}

/** The replica of a service; `sent` has all that was sent to it. */
export async function fakeTarget(name: string, database: Database) {
  const replica = createReplica(database, silent);
  await replica.prepare();
  const sent: (Changes & { source: Source })[] = [];
  const target = { sent, isDown: false };
  const expectUp = () => {
    if (target.isDown) throw new Unavailable(`${name} does not answer.`);
  };
  const asTarget: Target = {
    name,
    async describe() {
      expectUp();
      return replica.describe();
    },
    async change(source, changes) {
      expectUp();
      sent.push({ source, ...changes });
      await replica.change(source, changes);
    },
  };

  return Object.assign(target, {
    asTarget,
    database,
    /** The titles of a source, by id. */
    async titles(source: Source): Promise<Record<string, string>> {
      const found = await database
        .collection("replica-records")
        .find({ source, isDeleted: false })
        .sort({ _id: 1 })
        .toArray();
      return Object.fromEntries(found.map((it) => [it.id, it.record.title]));
    },
  });
}

type Parts = {
  sources: { asSource: RecordSource }[];
  targets: { asTarget: Target }[];
  instance?: string;
  clock?: { time: number };
  leaseMs?: number;
};

/** One process of sync-api. */
export function startSync(database: Database, parts: Parts) {
  const { clock = { time: 1_000_000 }, instance = "one" } = parts;
  const sync = createSync({
    ...{ database, log: silent, instance, leaseMs: parts.leaseMs ?? 2_000 },
    sources: parts.sources.map(({ asSource }) => asSource),
    targets: parts.targets.map(({ asTarget }) => asTarget),
    everyMs: 5_000,
    now: () => clock.time,
  });

  return {
    ...sync,
    /** A run, whether it is time for one or not. */
    async run(): Promise<void> {
      clock.time += 10_000;
      await sync.renew();
      await sync.runIfDue();
    },
  };
}

export async function runsOf(database: Database): Promise<Run[]> {
  const found = await database
    .collection<{ _id: number } & Omit<Run, "id">>("sync-runs")
    .find()
    .sort({ _id: 1 })
    .toArray();
  return found.map(({ _id, ...run }) => ({ id: _id, ...run }));
}
