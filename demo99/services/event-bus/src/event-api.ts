import { Router } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import type { EventService } from "./event-service.ts";
import { eventQuery, newEvent } from "./new-event.ts";

/** The log: services publish events, and read them with the staff. */
export function createEventApi(events: EventService): Router {
  const router = Router();

  router.post("/events", noQuery, jsonBody, async (req, res) => {
    const event = parse(newEvent, req.body);
    const publisher = callerOf(res)?.name ?? "";
    res.status(202).json({ position: await events.publish(event, publisher) });
  });

  router.get("/events", async (req, res) => {
    res.json(await events.list(parse(eventQuery, req.query)));
  });

  return router;
}
