import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { env, number } from "#commons/env.ts";
import { createLog } from "#commons/log.ts";
import { startService } from "#commons/service.ts";
import { createWebRoutes } from "./web-routes.ts";

const name = "web";
const port = number("PORT", 8080);
const log = createLog(name, env("LOG_LEVEL", "info"));
const page = fileURLToPath(new URL("./page/", import.meta.url));

await startService({
  log,
  port,
  prepare: () => access(page),
  routes: createWebRoutes(page, {
    "/books": "http://localhost:8081",
    "/cds": "http://localhost:8082",
    "/dvds": "http://localhost:8083",
    "/stock": "http://localhost:8085",
    "/carts": "http://localhost:8086",
    "/orders": "http://localhost:8086",
  }),
});
