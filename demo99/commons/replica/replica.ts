import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { repeat } from "#commons/repeat.ts";
import { type Source, sources } from "./record.ts";
import { createReplicaApi } from "./replica-api.ts";
import { createReplicaRepository } from "./replica-repository.ts";
import { createReplicaService } from "./replica-service.ts";
import { type Apply, createReplicaWatch } from "./watch-replica.ts";

export type Replica = ReturnType<typeof createReplica>;

/** Only these sources, and until it is no longer needed. */
type WatchOptions = { sources?: readonly Source[]; isEnded?: () => boolean };

/** A replica of what sync-api copies, put together from its layers. */
export function createReplica(database: Database, log: Log, pollMs = 1_000) {
  const repository = createReplicaRepository(database);
  const replica = createReplicaService(repository);

  return {
    routes: createReplicaApi(replica),
    prepare: repository.prepare,
    ...replica,

    /** Resolves when `apply` has got all records; later changes follow. */
    async watch(
      apply: Apply,
      { sources: watched = sources, isEnded = () => false }: WatchOptions = {},
    ): Promise<void> {
      const { poll } = createReplicaWatch(repository, apply, watched);
      await poll();
      void repeat(pollMs, async () => isEnded() || poll(), log);
    },
  };
}
