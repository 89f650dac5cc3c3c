import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { boot } from "#commons/boot.ts";
import { createWebRoutes } from "./web-routes.ts";

const { forward, start } = boot("web", 8080);
const page = fileURLToPath(new URL("./page/", import.meta.url));

await start({
  prepare: () => access(page),
  routes: createWebRoutes(page, forward, {
    "/books": "http://localhost:8081",
    "/cds": "http://localhost:8082",
    "/dvds": "http://localhost:8083",
    "/stock": "http://localhost:8085",
    "/carts": "http://localhost:8086",
    "/orders": "http://localhost:8086",
  }),
});
