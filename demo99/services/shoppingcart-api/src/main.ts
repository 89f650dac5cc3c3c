import { boot } from "#commons/boot.ts";
import { envNumber } from "#commons/env.ts";
import { repeat } from "#commons/repeat.ts";
import { cartOpenApi as openApi } from "./cart-openapi.ts";
import { createClients } from "./clients.ts";
import { createShoppingCart } from "./shopping-cart.ts";

const service = boot("shoppingcart-api", 8086);
const database = service.openDatabase();
const broker = service.openBroker();
const clients = createClients(service);
const { recover, ...parts } = createShoppingCart(database, broker, clients);
const actionMs = 1_000 * envNumber("PAYMENT_ACTION_SECONDS", 300);

await service.start({ ...parts, database, optionalBroker: broker, openApi });
repeat(2_000, () => recover(actionMs), service.log);
