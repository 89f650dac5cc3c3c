import {
  createReplicaThread,
  type ThreadParts,
} from "#commons/replica/replica-thread.ts";
import { wordsOf } from "#commons/text-index/words.ts";
import { type Hit, mostHits } from "./hit.ts";
import type { SearchRequest } from "./index-message.ts";
import { type Group, sourceGroups } from "./source-group.ts";

type Parts = Pick<ThreadParts, "worker" | "replica" | "log"> & {
  group: Group;
  delayMs?: number | undefined;
};

export type IndexService = ReturnType<typeof createIndexService>;

/** The index of a group of sources, in a thread of its own. */
export function createIndexService({ group, delayMs, ...parts }: Parts) {
  const { ask, report, stop } = createReplicaThread<SearchRequest, Hit[]>({
    ...parts,
    ...{ name: group, sources: sourceGroups[group], workerData: { delayMs } },
  });

  return {
    ...{ group, report, stop },

    /** The best hits; fails if the index has ended, or has too much to do. */
    async search(query: string): Promise<Hit[]> {
      if (wordsOf(query).length === 0) return [];
      return ask({ search: query, limit: mostHits });
    },
  };
}
