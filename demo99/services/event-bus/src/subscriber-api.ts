import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { replayRequest, requeueRequest, subscriberPath } from "./subscriber.ts";
import type { SubscriberService } from "./subscriber-service.ts";

export function createSubscriberApi(subscribers: SubscriberService): Router {
  const router = Router();
  router.use(["/subscribers", "/replay"], noQuery, jsonBody);

  router.get("/subscribers", async (_req, res) => {
    res.json({ items: await subscribers.list() });
  });

  router.post("/subscribers/:name/requeue", async (req, res) => {
    const { name } = parse(subscriberPath, req.params);
    const { ids } = parse(requeueRequest, req.body);
    const requeued = await subscribers.requeue(name, ids);
    res.status(202).json({ requeued });
  });

  router.post("/replay", async (req, res) => {
    const { subscriber } = parse(replayRequest, req.body);
    res.status(202).json(await subscribers.replay(subscriber));
  });

  return router;
}
