import { createAnnouncements } from "#commons/announcements.ts";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import { createInventoryApi } from "./inventory-api.ts";
import openingStock from "./opening-stock.json" with { type: "json" };
import { createRecovery } from "./reservation-recovery-service.ts";
import { createReservationRepository } from "./reservation-repository.ts";
import { createReservationService } from "./reservation-service.ts";
import { tellChanges } from "./stock-changes-service.ts";
import { createStockRepository } from "./stock-repository.ts";
import { createStockService } from "./stock-service.ts";

/** Stock and reservations, put together from their layers. */
export function createInventory(
  database: Database,
  broker: Pick<Broker, "announce">,
) {
  const stock = tellChanges(
    createStockRepository(database),
    createAnnouncements(broker, "stock.changed"),
  );
  const reservations = createReservationRepository(database);
  const reserving = createReservationService(stock, reservations);
  return {
    routes: createInventoryApi(createStockService(stock), reserving),
    prepare: () =>
      Promise.all([stock.prepare(openingStock), reservations.prepare()]),
    recover: createRecovery(stock, reservations, reserving),
  };
}
