import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { createOutbox, type Publisher } from "#commons/outbox.ts";
import { createModerationApi } from "./moderation-api.ts";
import { createModerationConsumer } from "./moderation-consumer.ts";
import { createModerationRepository } from "./moderation-repository.ts";
import { createModerationService } from "./moderation-service.ts";
import { wordsOf } from "./words.ts";

type Dependencies = {
  log: Pick<Log, "warn" | "error">;
  publisher: Publisher;
  /** Words that no comment may have, with anything between them. */
  words: string;
};

/** Decisions about comments, put together from their layers. */
export function createModerations(
  database: Database,
  { log, publisher, words }: Dependencies,
) {
  const repository = createModerationRepository(database);
  const outbox = createOutbox(repository, publisher, log);
  const moderations = createModerationService(
    repository,
    wordsOf(words),
    outbox.flush,
  );
  return {
    routes: createModerationApi(moderations),
    handlers: createModerationConsumer(moderations),
    prepare: repository.prepare,
    publish: outbox.flush,
  };
}
