import { openDatabase } from "#commons/database.ts";
import { env, envNumber, envUrl } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { runServer } from "#commons/server.ts";
import { createCharges } from "./charges.ts";

const name = "payment-processor";
const port = envNumber("PORT", 8106);
const mongodbUrl = envUrl("MONGODB_URL", "mongodb://localhost:27017");
const database = openDatabase(mongodbUrl, name);
const routes = createCharges(database, {
  publicUrl: envUrl("PUBLIC_URL", `http://localhost:${port}`),
  delayMs: envNumber("DELAY_MS", 0),
});

// Without boot(): no service of the store, but a company that the store pays.
const log = createLog(name, env("LOG_LEVEL", "info"));
await runServer({
  log,
  port,
  host: env("HOST", "127.0.0.1"),
  database,
  routes,
});
