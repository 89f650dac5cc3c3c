import { createAnnouncements } from "#commons/announcements.ts";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import { createReplicaApi } from "./replica-api.ts";
import { createReplicaConsumer } from "./replica-consumer.ts";
import { createReplicaRepository } from "./replica-repository.ts";
import { createReplicaService } from "./replica-service.ts";

/** The replica, put together from its layers. */
export function createReplica(
  database: Database,
  broker: Pick<Broker, "announce">,
) {
  const repository = createReplicaRepository(database);
  const replica = createReplicaService(
    repository,
    createAnnouncements(broker, "comment.changed"),
  );
  return {
    routes: createReplicaApi(replica),
    handlers: createReplicaConsumer(replica),
    prepare: repository.prepare,
  };
}
