import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createCartApi } from "../src/cart-api.ts";
import { cartOpenApi } from "../src/cart-openapi.ts";
import type { CartService } from "../src/cart-service.ts";
import type { IdempotentCheckoutService } from "../src/idempotent-checkout-service.ts";
import type { RefundService } from "../src/refund-service.ts";

const router = createCartApi(
  {} as CartService,
  {} as IdempotentCheckoutService,
  {} as RefundService,
);

itDescribes("shoppingcart-api", cartOpenApi, router);
