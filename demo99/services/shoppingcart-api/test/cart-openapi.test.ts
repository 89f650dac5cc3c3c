import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createCartApi } from "../src/cart-api.ts";
import { cartOpenApi } from "../src/cart-openapi.ts";
import type { CartService } from "../src/cart-service.ts";
import type { IdempotentCheckoutService } from "../src/idempotent-checkout-service.ts";

const router = createCartApi(
  {} as CartService,
  {} as IdempotentCheckoutService,
);

itDescribes("shoppingcart-api", cartOpenApi, router);
