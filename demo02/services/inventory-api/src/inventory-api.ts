import { Router } from "express";
import { ifMatch } from "#commons/requests/if-match.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import type { ReservationService } from "./reservation-service.ts";
import {
  count,
  reservationPath,
  reservationRequest,
  stockPath,
  stockQuery,
} from "./stock.ts";
import type { StockService } from "./stock-service.ts";

export function createInventoryApi(
  stock: StockService,
  reservations: ReservationService,
): Router {
  const router = Router();
  router.use(jsonBody);

  router.get("/stock", async (req, res) => {
    const { numbers } = parse(stockQuery, req.query);
    res.json({ items: await stock.list(numbers) });
  });

  router.use(["/stock", "/reservations"], noQuery);

  router
    .route("/stock/:number")
    .get(async (req, res) => {
      const line = await stock.get(req.params.number);
      res.set("ETag", `"${line.onHand}"`).json(line);
    })
    .put(async (req, res) => {
      const { number } = parse(stockPath, req.params);
      const { onHand } = parse(count, req.body);
      const line = await stock.set({ number, onHand }, ifMatch(req));
      res.set("ETag", `"${line.onHand}"`).json(line);
    })
    .delete(async (req, res) => {
      await stock.delete(req.params.number);
      res.status(204).end();
    });

  router.post("/reservations", async (req, res) => {
    const request = parse(reservationRequest, req.body);
    res.status(201).json(await reservations.reserve(request));
  });

  router.delete("/reservations/:orderId", async (req, res) => {
    const { orderId } = parse(reservationPath, req.params);
    await reservations.cancel(orderId);
    res.status(204).end();
  });

  return router;
}
