import { boot } from "#commons/boot.ts";
import { createReplica } from "#commons/replica/replica.ts";
import { tagOpenApi as openApi } from "./tag-openapi.ts";
import { createTags } from "./tags.ts";

const { log, openDatabase, start } = boot("tag-api", 8123);
const database = openDatabase();
const replica = createReplica(database, log);
const { routes, prepare } = createTags(database, replica);

await start({
  database,
  openApi,
  routes: routes.use(replica.routes),
  prepare: () => Promise.all([replica.prepare(), prepare()]),
});
