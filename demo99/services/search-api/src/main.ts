import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { searchOpenApi as openApi } from "./search-openapi.ts";
import { createSearch } from "./searches.ts";

const { log, openDatabase, start } = boot("search-api", 8121);
const database = openDatabase();
const replica = createReplica(database, log);
const { routes, ...search } = createSearch({
  ...{ database, replica, log },
  worker: new URL("./index-worker.mjs", import.meta.url),
  timeoutMs: envNumber("SEARCH_TIMEOUT_MS", 250),
  slow: env("SLOW_SOURCE", ""),
});
routes.use(replica.routes);
const prepare = () => Promise.all([search.prepare(), replica.prepare()]);

await start({ ...search, database, openApi, prepare, routes });
