import { type RequestHandler, Router } from "express";
import * as z from "zod";
import {
  type Recorder,
  traceConsumer,
} from "#commons/broker/trace-messages.ts";
import { Forbidden } from "#commons/errors.ts";
import {
  type EventData,
  type EventType,
  eventData,
  isEventType,
  type StoredEvent,
  storedEvent,
} from "#commons/events/event.ts";
import { handleInOrder } from "#commons/events/handle-in-order.ts";
import type { Log } from "#commons/log.ts";
import { callerOf } from "#commons/requests/authorize.ts";
import { jsonBodyUpTo, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";

/** A handler of each type that the service uses; others are acknowledged. */
export type EventHandlers = {
  [T in EventType]?: (data: EventData[T], event: StoredEvent) => unknown;
};

type Handler = (data: unknown, event: StoredEvent) => unknown;

type Surroundings = Recorder & { log?: Pick<Log, "warn"> };

const delivery = z.object({ events: z.array(storedEvent).min(1).max(100) });

/**
 * `POST /events {"events":[…]}`, for the event bus only: handles them in order,
 * and answers `{"handled": n, "error"?}`. With an error, the event after the
 * first n was refused; without one, the rest has to be delivered again.
 */
export function subscribeEvents(
  handlers: EventHandlers,
  { log, ...recorder }: Surroundings = { service: "subscriber" },
): Router {
  const router = Router();

  router.post(
    "/events",
    onlyTheBus,
    noQuery,
    jsonBodyUpTo("1mb"),
    async (req, res) => {
      const { events } = parse(delivery, req.body);
      res.json(await handleInOrder(events, handle, log));
    },
  );

  async function handle(event: StoredEvent) {
    const { id, type, b3 } = event;
    const handleOne = findHandler(handlers, event);
    if (!handleOne) return;
    await traceConsumer(
      recorder,
      { topic: type, b3, from: "event-bus", tags: { "event.id": id } },
      async () => handleOne(),
    );
  }

  return router;
}

/** What handles this event; undefined if its type is not used. */
export function findHandler(handlers: EventHandlers, event: StoredEvent) {
  const { type, data } = event;
  if (!isEventType(type)) return undefined;
  const handle = handlers[type] as Handler | undefined;
  const schema: z.ZodType = eventData[type];
  return handle && (() => handle(parse(schema, data), event));
}

const onlyTheBus: RequestHandler = (_req, res, next) => {
  if (callerOf(res)?.name === "event-bus") return next();
  throw new Forbidden("Only the event bus delivers events.");
};
