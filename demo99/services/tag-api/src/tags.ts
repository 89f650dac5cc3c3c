import type { Database } from "#commons/database.ts";
import type { Replica } from "#commons/replica/replica.ts";
import { createTagApi } from "./tag-api.ts";
import { createTagRepository } from "./tag-repository.ts";
import { createTagService } from "./tag-service.ts";

/** Tags, put together from their layers. */
export function createTags(
  database: Database,
  replica: Pick<Replica, "getItem">,
) {
  const repository = createTagRepository(database);
  const tags = createTagService(repository, replica);
  return {
    routes: createTagApi(tags),
    list: tags.list,
    prepare: repository.prepare,
  };
}
