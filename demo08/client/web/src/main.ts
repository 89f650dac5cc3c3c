import { access } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { boot } from "#commons/boot.ts";
import { createWebRoutes } from "./web-routes.ts";

const { forward, start } = boot("web", 8080);
const page = fileURLToPath(new URL("./page/", import.meta.url));

await start({
  prepare: () => access(page),
  routes: createWebRoutes(page, forward, {
    "/books": "http://book-api",
    "/cds": "http://cd-api",
    "/dvds": "http://dvd-api",
    "/stock": "http://inventory-api",
    "/carts": "http://shoppingcart-api",
    "/orders": "http://shoppingcart-api",
  }),
});
