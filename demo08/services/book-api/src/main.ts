import { boot } from "#commons/boot.ts";
import { createCatalog } from "#commons/catalog/catalog.ts";
import { book } from "./book.ts";
import openingCatalog from "./opening-catalog.json" with { type: "json" };

const { openDatabase, client, start } = boot("book-api", 8081);
const database = openDatabase();
const numbers = client("http://numbergenerator-api");
const inventory = client("http://inventory-api");
const catalog = createCatalog(book, { database, numbers, inventory });

await start({
  database,
  routes: catalog.routes,
  openApi: catalog.openApi,
  prepare: () => catalog.prepare(openingCatalog),
});
