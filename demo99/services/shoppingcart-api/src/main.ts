import { boot } from "#commons/boot.ts";
import { repeat } from "#commons/repeat.ts";
import { cartOpenApi as openApi } from "./cart-openapi.ts";
import { createShoppingCart } from "./shopping-cart.ts";

const service = boot("shoppingcart-api", 8086);
const { client } = service;
const database = service.openDatabase();
const broker = service.openBroker();
const { recover, ...parts } = createShoppingCart(database, broker, {
  book: client("http://book-api"),
  cd: client("http://cd-api"),
  dvd: client("http://dvd-api"),
  inventory: client("http://inventory-api"),
});

await service.start({ ...parts, database, optionalBroker: broker, openApi });
repeat(2_000, recover, service.log);
