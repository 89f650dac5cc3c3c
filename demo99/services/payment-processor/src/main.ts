import { openDatabase } from "#commons/database.ts";
import { env, envNumber, envUrl } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { runServer } from "#commons/server.ts";
import { createCharges } from "./charges.ts";

// Without boot(): a company that the store pays is no service of the store.
const log = createLog("payment-processor", env("LOG_LEVEL", "info"));
const port = envNumber("PORT", 8106);
const host = env("HOST", "127.0.0.1");
const local = "mongodb://localhost:27017";
const mongodbUrl = envUrl("MONGODB_URL", local, "DB_PASSWORD");
const database = openDatabase(mongodbUrl, "payment-processor");
const publicUrl = envUrl("PUBLIC_URL", `http://localhost:${port}`);
const shopUrl = envUrl("SHOP_URL", "http://localhost:8080");
const delayMs = envNumber("DELAY_MS", 0);
const routes = createCharges(database, { publicUrl, shopUrl, delayMs });

await runServer({ log, port, host, database, routes });
