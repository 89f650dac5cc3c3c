import type { Log } from "#commons/log.ts";
import type { ReplicaRecord } from "#commons/replica/record.ts";
import type { Replica } from "#commons/replica/replica.ts";
import type { IndexedText } from "#commons/text-index/text-index.ts";
import { untilSuccess } from "#commons/until-success.ts";
import { type Hit, keyOf, mostHits } from "./hit.ts";
import type { IndexReply, IndexRequest } from "./index-message.ts";
import { type Group, sourceGroups } from "./source-group.ts";
import { startThread } from "./thread.ts";

export type IndexParts = {
  group: Group;
  /** The bundle of index-worker.ts. */
  worker: URL;
  /** What the index follows. */
  replica: Pick<Replica, "watch">;
  log: Log;
  delayMs?: number | undefined;
};

/** An index in a thread of its own, which follows the replica. */
export function startIndex(parts: IndexParts) {
  const { group, worker, replica, log, delayMs } = parts;
  const thread = startThread<IndexRequest, IndexReply>(worker, { delayMs });
  const { ask, isEnded, ended, end } = thread;
  const report = { isLoaded: false, records: 0 };
  const loaded = load();

  async function load() {
    const start = performance.now();
    await untilSuccess(log, follow);
    if (isEnded()) return;
    report.isLoaded = true;
    const seconds = ((performance.now() - start) / 1_000).toFixed(1);
    log.info(`${group}: ${report.records} records indexed in ${seconds} s`);
  }

  /** Resolves when the index has all records; later changes follow. */
  async function follow() {
    if (isEnded()) return;
    const sources = sourceGroups[group];
    await replica.watch(
      async (source, changes) => {
        const put = changes.put.map(toText);
        const gone = changes.delete.map((id) => keyOf({ source, id }));
        report.records = (await ask({ put, delete: gone })) as number;
      },
      { sources, isEnded },
    );
  }

  return {
    ended,
    end,
    report: () => report,

    async search(query: string): Promise<Hit[]> {
      await loaded;
      return (await ask({ search: query, limit: mostHits })) as Hit[];
    },
  };
}

function toText(record: ReplicaRecord): IndexedText {
  const { id, title, by, text, number = "", year = "" } = record;
  // An item can be found by its own number, a post by that of its item.
  const numbers = `${id} ${number} ${year}`;
  return { key: keyOf(record), title, by: by.join(" "), text, numbers };
}
