import { Router } from "express";
import { itDescribes } from "#commons/test/open-api-checks.ts";
import { createEventApi } from "../src/event-api.ts";
import { eventBusOpenApi } from "../src/event-bus-openapi.ts";
import type { EventService } from "../src/event-service.ts";
import { createSubscriberApi } from "../src/subscriber-api.ts";
import type { SubscriberService } from "../src/subscriber-service.ts";

itDescribes(
  "event-bus",
  eventBusOpenApi,
  Router().use(
    createEventApi({} as EventService),
    createSubscriberApi({} as SubscriberService),
  ),
);
