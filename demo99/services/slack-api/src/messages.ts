import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { createOutbox } from "#commons/outbox.ts";
import { createMessageApi } from "./message-api.ts";
import { createMessageRepository } from "./message-repository.ts";
import { createMessageService } from "./message-service.ts";
import { createWebhookClient } from "./webhook-client.ts";

/** Messages, put together from their layers; a webhook is optional. */
export function createMessages(
  database: Database,
  log: Pick<Log, "warn" | "error">,
  webhookUrl: string,
) {
  const repository = createMessageRepository(database);
  const outbox = webhookUrl
    ? createOutbox(repository, createWebhookClient(webhookUrl, log), log)
    : undefined;
  const messages = createMessageService(repository, outbox?.flush);
  return {
    routes: createMessageApi(messages),
    prepare: repository.prepare,
    deliver: async () => outbox?.flush(),
  };
}
