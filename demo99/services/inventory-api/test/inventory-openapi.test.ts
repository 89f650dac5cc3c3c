import { expect } from "chai";
import { describe, it } from "mocha";
import { createOpenApi } from "#commons/openapi.ts";
import { complaintsAbout, routesOf } from "#commons/test/open-api-checks.ts";
import { createInventoryApi } from "../src/inventory-api.ts";
import { inventoryDescription } from "../src/inventory-openapi.ts";
import type { ReservationService } from "../src/reservation-service.ts";
import type { StockService } from "../src/stock-service.ts";

describe("the description of inventory-api", () => {
  it("is valid OpenAPI 3.1", async () => {
    const document = createOpenApi(inventoryDescription);

    expect(await complaintsAbout(document)).to.deep.equal([]);
  });

  it("has every route, and no other", () => {
    const router = createInventoryApi(
      {} as StockService,
      {} as ReservationService,
    );

    expect(routesOf(router)).to.have.members([
      ...Object.keys(inventoryDescription.operations),
      "GET /openapi.json",
    ]);
  });
});
