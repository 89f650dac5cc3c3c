import { boot } from "#commons/boot.ts";
import { createEventPublisher } from "#commons/events/publisher.ts";
import { repeat } from "#commons/repeat.ts";
import { commentOpenApi as openApi } from "./comment-openapi.ts";
import { createComments } from "./comments.ts";

const service = boot("comments-api", 8112);
const { log, call, client, subscribeEvents } = service;
const database = service.openDatabase();
const { routes, handlers, prepare, publish } = createComments(database, {
  log,
  publisher: createEventPublisher(call, "http://event-bus", log),
  postsApi: client("http://posts-api"),
});
routes.use(subscribeEvents(handlers));
repeat(1_000, publish, log);

await service.start({ database, openApi, prepare, routes });
