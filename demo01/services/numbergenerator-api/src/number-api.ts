import { Router } from "express";
import { noQuery } from "#commons/requests/json-body.ts";
import type { NumberService } from "./number-service.ts";

export function createNumberApi(numbers: NumberService): Router {
  const router = Router();
  router.use("/numbers", noQuery);

  router.get("/numbers/:kind", async (req, res) => {
    res.set("cache-control", "no-store");
    res.json(await numbers.issue(req.params.kind));
  });

  return router;
}
