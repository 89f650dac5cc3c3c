import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { createEventPublisher } from "#commons/events/publisher.ts";
import { repeat } from "#commons/repeat.ts";
import { moderationOpenApi as openApi } from "./moderation-openapi.ts";
import { createModerations } from "./moderations.ts";

const service = boot("moderation-api", 8113);
const { log, call, subscribeEvents } = service;
const database = service.openDatabase();
const { routes, handlers, prepare, publish } = createModerations(database, {
  log,
  publisher: createEventPublisher(call, "http://event-bus", log),
  words: env("MODERATION_WORDS", "orange"),
});
routes.use(subscribeEvents(handlers));
repeat(1_000, publish, log);

await service.start({ database, openApi, prepare, routes });
