import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { userOpenApi } from "./user-openapi.ts";
import { createUsers } from "./users.ts";

const { log, openDatabase, start } = boot("user-api", 8101);
const database = openDatabase();
const { routes, prepare, publish } = createUsers(database, log);
repeat(1_000, publish, log);

await start({ database, routes, openApi: userOpenApi, prepare });
