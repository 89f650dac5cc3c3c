import type { Database } from "#commons/database.ts";
import type { Log } from "#commons/log.ts";
import { createOutbox, type Publisher } from "#commons/outbox.ts";
import { createCredentialsApi } from "./credentials-api.ts";
import { createCredentialsService } from "./credentials-service.ts";
import openingAccounts from "./opening-accounts.json" with { type: "json" };
import type { Account } from "./user.ts";
import { createUserApi } from "./user-api.ts";
import { createUserRepository } from "./user-repository.ts";
import { createUserService } from "./user-service.ts";

/** Accounts, credentials and events, put together from their layers. */
export function createUsers(
  database: Database,
  log: Pick<Log, "warn" | "error">,
  publisher: Publisher,
) {
  const repository = createUserRepository(database);
  const outbox = createOutbox(repository, publisher, log);
  const users = createUserService(repository, outbox.flush);
  return {
    routes: createUserApi(users).use(
      createCredentialsApi(createCredentialsService(repository)),
    ),
    prepare: () => repository.prepare(openingAccounts as Account[]),
    publish: outbox.flush,
  };
}
