import * as z from "zod";
import { storedEvent } from "#commons/events/event.ts";
import {
  callers,
  describeService,
  ok,
  problems,
  requestBody,
} from "#commons/openapi/describe.ts";
import { eventQuery, newEvent } from "./new-event.ts";
import { replayRequest, requeueRequest, subscriberPath } from "./subscriber.ts";

const event = storedEvent.meta({ id: "StoredEvent" });

const page = z
  .strictObject({ items: z.array(event), next: z.int().nullable() })
  .meta({ id: "EventPage" });

const progress = z
  .strictObject({
    name: z.string(),
    position: z.int(),
    lag: z.int().meta({ description: "Events that are not handled yet" }),
    state: z.enum([
      "up to date",
      "catching up",
      "waiting",
      "refusing",
      "replaying",
    ]),
    summary: z.string().meta({ description: "The state, and its reason" }),
    attempts: z.int().meta({ description: "Failed deliveries in a row" }),
    waitingUntil: z.iso.datetime().optional(),
    because: z.string().optional(),
    setAside: z.int(),
    replay: z
      .strictObject({ from: z.int(), until: z.int(), position: z.int() })
      .nullable(),
  })
  .meta({ id: "Subscriber" });

const subscribers = z
  .strictObject({ items: z.array(progress) })
  .meta({ id: "Subscribers" });

const accepted = (schema: z.ZodType) => {
  return { 202: { ...ok(schema), description: "Accepted" } };
};

const { after, limit } = eventQuery.shape;
const query = z.object({
  after: after.meta({ description: "A position; 0 for the first page" }),
  limit: limit.meta({ description: "1 to 100; usually 20" }),
});

const path = z.object({
  name: subscriberPath.shape.name.meta({ param: { example: "query-api" } }),
});

const example = {
  id: "post-1",
  type: "PostCreated",
  data: {
    postId: "1",
    title: "A pie of a book",
    author: "alice",
    createdAt: "2026-11-29T12:00:00.000Z",
  },
};

export const eventBusOpenApi = describeService(
  "event-bus",
  "The log of events, and their delivery to subscribers.",
  {
    "POST /events": {
      summary: "Publish an event; a repeated id is stored once",
      security: callers("service"),
      requestBody: requestBody(newEvent, example),
      responses: {
        ...accepted(z.strictObject({ position: z.int() })),
        ...problems(409),
      },
    },
    "GET /events": {
      summary: "Read the log, the oldest first",
      security: callers("service", "admin"),
      requestParams: { query },
      responses: { 200: ok(page) },
    },
    "GET /subscribers": {
      summary: "The progress of each subscriber",
      security: callers("service", "admin"),
      responses: { 200: ok(subscribers) },
    },
    "POST /subscribers/{name}/requeue": {
      summary: "Deliver again what was set aside: all, or these ids",
      security: callers("admin"),
      requestParams: { path },
      requestBody: requestBody(requeueRequest, { ids: ["comment-1"] }),
      responses: {
        ...accepted(z.strictObject({ requeued: z.int() })),
        ...problems(404),
      },
    },
    "POST /replay": {
      summary: "Deliver the whole log to a subscriber again",
      security: callers("admin"),
      requestBody: requestBody(replayRequest, { subscriber: "query-api" }),
      responses: { ...accepted(progress), ...problems(404) },
    },
  },
);
