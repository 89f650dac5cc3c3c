import {
  createReplicaThread,
  type ThreadParts,
} from "#commons/replica/replica-thread.ts";
import type { Recommendation, Wanted } from "./recommendation.ts";

/** The topics of all items, in a thread: a search of them takes long. */
export function createTopicClient(
  parts: Pick<ThreadParts, "worker" | "replica" | "log">,
) {
  const thread = createReplicaThread<Wanted, Recommendation[]>({
    ...parts,
    ...{ name: "topics", sources: ["books", "cds", "dvds", "posts"] },
  });
  return {
    find: thread.ask,
    prepare: thread.loaded,
    report: async () => ({ topics: thread.report() }),
    onStop: thread.stop,
  };
}
