import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { boot } from "#commons/boot.ts";
import { forwardStore } from "#commons/store-routes.ts";
import { createWebRoutes } from "./web-routes.ts";

const { forward, start } = boot("web", 8080);
const page = fileURLToPath(new URL("./page/", import.meta.url));

await start({
  prepare: () => access(page),
  routes: createWebRoutes(page, forwardStore(forward)),
});
