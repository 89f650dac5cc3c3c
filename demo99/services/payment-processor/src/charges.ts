import { Router } from "express";
import type { Database } from "#commons/database.ts";
import { createActionPage } from "./action-page.ts";
import { createChargeApi } from "./charge-api.ts";
import { createChargeRepository } from "./charge-repository.ts";
import { createChargeService } from "./charge-service.ts";

/** The company, put together from its layers. */
export function createCharges(
  database: Database,
  settings: { publicUrl: string; shopUrl: string; delayMs?: number },
): Router {
  const charges = createChargeService(createChargeRepository(database));
  return Router().use(
    // Above the API, which reads JSON only.
    createActionPage(charges, settings.shopUrl),
    createChargeApi(charges, settings),
  );
}
