import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { createOutbox, type Publisher } from "#commons/outbox.ts";
import { createPostApi } from "./post-api.ts";
import { createPostRepository } from "./post-repository.ts";
import { createPostService } from "./post-service.ts";

/** Posts, put together from their layers. */
export function createPosts(
  database: Database,
  log: Pick<Log, "warn" | "error">,
  publisher: Publisher,
) {
  const repository = createPostRepository(database);
  const outbox = createOutbox(repository, publisher, log);
  return {
    routes: createPostApi(createPostService(repository, outbox.flush)),
    prepare: repository.prepare,
    publish: outbox.flush,
  };
}
