import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { createInventory } from "./inventory.ts";
import { inventoryOpenApi } from "./inventory-openapi.ts";

const { log, openDatabase, openBroker, start } = boot("inventory-api", 8085);
const database = openDatabase();
const broker = openBroker();
const inventory = createInventory(database, broker);

await start({
  database,
  optionalBroker: broker,
  routes: inventory.routes,
  openApi: inventoryOpenApi,
  prepare: inventory.prepare,
});
repeat(2_000, () => inventory.recover(6_000), log);
