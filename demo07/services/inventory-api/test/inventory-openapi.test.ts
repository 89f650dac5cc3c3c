import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createInventoryApi } from "../src/inventory-api.ts";
import { inventoryOpenApi } from "../src/inventory-openapi.ts";
import type { ReservationService } from "../src/reservation-service.ts";
import type { StockService } from "../src/stock-service.ts";

const router = createInventoryApi({} as StockService, {} as ReservationService);

itDescribes("inventory-api", inventoryOpenApi, router);
