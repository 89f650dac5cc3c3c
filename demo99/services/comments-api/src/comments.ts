import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import type { Log } from "#commons/log.ts";
import { createOutbox, type Publisher } from "#commons/outbox.ts";
import { createCommentApi } from "./comment-api.ts";
import { createCommentConsumer } from "./comment-consumer.ts";
import { createCommentRepository } from "./comment-repository.ts";
import { createCommentService } from "./comment-service.ts";
import { createKnownPostRepository } from "./known-post-repository.ts";
import { createPostClient } from "./post-client.ts";

type Dependencies = {
  log: Pick<Log, "warn" | "error">;
  publisher: Publisher;
  postsApi: HttpClient;
};

/** Comments, put together from their layers. */
export function createComments(
  database: Database,
  { log, publisher, postsApi }: Dependencies,
) {
  const repository = createCommentRepository(database);
  const outbox = createOutbox(repository, publisher, log);
  const comments = createCommentService(
    repository,
    createKnownPostRepository(database),
    createPostClient(postsApi),
    outbox.flush,
  );
  return {
    routes: createCommentApi(comments),
    handlers: createCommentConsumer(comments),
    prepare: repository.prepare,
    publish: outbox.flush,
  };
}
