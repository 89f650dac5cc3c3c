import { setTimeout as delay } from "node:timers/promises";
import { Router } from "express";
import { jsonBody } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { type Charge, completion, newCharge, silentToken } from "./charge.ts";
import type { ChargeService } from "./charge-service.ts";

type Settings = {
  /** Where browsers find the company. */
  publicUrl: string;
  /** Makes all work and each reply late. */
  delayMs?: number;
};

/** The API of the company, for shops. */
export function createChargeApi(
  charges: ChargeService,
  { publicUrl, delayMs = 0 }: Settings,
): Router {
  const router = Router();

  function toShown({ token, entries, ...charge }: Charge) {
    const actionUrl = `${publicUrl}/actions/${charge.key}`;
    const isOpen = charge.status === "REQUIRES_ACTION";
    return { ...charge, ...(isOpen && { actionUrl }) };
  }

  router.use(jsonBody, async (_req, _res, next) => {
    await delay(delayMs);
    next();
  });

  router.post("/charges", async (req, res) => {
    const wanted = parse(newCharge, req.body);
    if (wanted.token === silentToken) return;
    res.json(toShown(await charges.charge(wanted)));
  });

  router.get("/charges/:key", async ({ params }, res) => {
    res.json(toShown(await charges.get(params.key)));
  });

  router.post("/charges/:key/cancel", async ({ params }, res) => {
    res.json(toShown(await charges.cancel(params.key)));
  });

  router.post("/charges/:key/refund", async ({ params }, res) => {
    res.json(toShown(await charges.refund(params.key)));
  });

  router.post("/charges/:key/complete", async ({ params, body }, res) => {
    const { approved } = parse(completion, body);
    res.json(toShown(await charges.complete(params.key, approved)));
  });

  router.get("/ledger", async (_req, res) => {
    res.json({ items: await charges.listLedger() });
  });

  return router;
}
