import { createCatalog } from "#commons/catalog/catalog.ts";
import { openDatabase } from "#commons/database.ts";
import { env, number } from "#commons/env.ts";
import { createHttpClient } from "#commons/http.ts";
import { createLog } from "#commons/log.ts";
import { startService } from "#commons/service.ts";
import { cd } from "./cd.ts";
import openingCatalog from "./opening-catalog.json" with { type: "json" };

const name = "cd-api";
const port = number("PORT", 8082);
const log = createLog(name, env("LOG_LEVEL", "info"));
const mongodbUrl = env("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const numbers = createHttpClient("http://localhost:8084");
const inventory = createHttpClient("http://localhost:8085");
const catalog = createCatalog(cd, { database, numbers, inventory });

await startService({
  log,
  port,
  database,
  routes: catalog.routes,
  prepare: () => catalog.prepare(openingCatalog),
});
