import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { userOpenApi } from "./user-openapi.ts";
import { createUsers } from "./users.ts";

const { log, openDatabase, openBroker, start } = boot("user-api", 8101);
const database = openDatabase();
const broker = openBroker();
const { routes, prepare, publish } = createUsers(database, log, broker);
repeat(1_000, publish, log);

await start({
  database,
  optionalBroker: broker,
  routes,
  openApi: userOpenApi,
  prepare,
});
