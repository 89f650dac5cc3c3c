import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { createInventory } from "./inventory.ts";
import { inventoryOpenApi } from "./inventory-openapi.ts";

const { log, openDatabase, start } = boot("inventory-api", 8085);
const database = openDatabase();
const inventory = createInventory(database);

await start({
  database,
  routes: inventory.routes,
  openApi: inventoryOpenApi,
  prepare: inventory.prepare,
});
repeat(2_000, () => inventory.recover(6_000), log);
