import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { cartOpenApi } from "./cart-openapi.ts";
import { createShoppingCart } from "./shopping-cart.ts";

const { log, openDatabase, client, start } = boot("shoppingcart-api", 8086);
const database = openDatabase();
const { routes, prepare, recover } = createShoppingCart(database, {
  book: client("http://book-api"),
  cd: client("http://cd-api"),
  dvd: client("http://dvd-api"),
  inventory: client("http://inventory-api"),
});

await start({ database, routes, openApi: cartOpenApi, prepare });
repeat(2_000, () => recover(6_000), log);
