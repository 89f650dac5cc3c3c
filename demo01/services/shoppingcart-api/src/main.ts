import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { cartOpenApi } from "./cart-openapi.ts";
import { createShoppingCart } from "./shopping-cart.ts";

const { log, openDatabase, client, start } = boot("shoppingcart-api", 8086);
const database = openDatabase();
const { routes, prepare, recover } = createShoppingCart(database, {
  book: client("http://localhost:8081"),
  cd: client("http://localhost:8082"),
  dvd: client("http://localhost:8083"),
  inventory: client("http://localhost:8085"),
});

await start({ database, routes, openApi: cartOpenApi, prepare });
repeat(2_000, () => recover(6_000), log);
