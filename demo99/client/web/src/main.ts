import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { serveSettings } from "./settings.ts";
import { createWebRoutes } from "./web-routes.ts";

const { start } = boot("web", 8080);
const page = fileURLToPath(new URL("./page/", import.meta.url));

await start({
  prepare: () => access(page),
  routes: createWebRoutes(page, serveSettings(env("GATEWAY_URL", ""))),
});
