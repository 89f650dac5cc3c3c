import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { repeat } from "#commons/repeat.ts";
import { createReplicaApi } from "./replica-api.ts";
import { createReplicaRepository } from "./replica-repository.ts";
import { createReplicaService } from "./replica-service.ts";
import { type Apply, createReplicaWatch } from "./watch-replica.ts";

export type Replica = ReturnType<typeof createReplica>;

const pollMs = 500;

/** A replica of what sync-api copies, put together from its layers. */
export function createReplica(database: Database, log: Log) {
  const repository = createReplicaRepository(database);
  const replica = createReplicaService(repository);

  return {
    routes: createReplicaApi(replica),
    prepare: repository.prepare,
    ...replica,

    /** Resolves when `apply` has got all records; later changes follow. */
    async watch(apply: Apply): Promise<void> {
      const { poll } = createReplicaWatch(repository, apply);
      await poll();
      void repeat(pollMs, poll, log);
    },
  };
}
