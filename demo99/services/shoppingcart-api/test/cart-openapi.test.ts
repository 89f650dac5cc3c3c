import { expect } from "chai";
import { describe, it } from "mocha";
import { createOpenApi } from "#commons/openapi.ts";
import { complaintsAbout, routesOf } from "#commons/test/open-api-checks.ts";
import { createCartApi } from "../src/cart-api.ts";
import { cartDescription } from "../src/cart-openapi.ts";
import type { CartService } from "../src/cart-service.ts";
import type { CheckoutService } from "../src/checkout-service.ts";

describe("the description of shoppingcart-api", () => {
  it("is valid OpenAPI 3.1", async () => {
    const document = createOpenApi(cartDescription);

    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("has every route, and no other", () => {
    const router = createCartApi({} as CartService, {} as CheckoutService);

    expect(routesOf(router)).to.have.members([
      ...Object.keys(cartDescription.operations),
      "GET /openapi.json",
    ]);
  });
});
