import { boot } from "#commons/boot.ts";
import { createEventPublisher } from "#commons/events/publisher.ts";
import { repeat } from "#commons/repeat.ts";
import { postOpenApi } from "./post-openapi.ts";
import { createPosts } from "./posts.ts";

const { log, openDatabase, call, start } = boot("posts-api", 8111);
const database = openDatabase();
const eventBus = createEventPublisher(call, "http://event-bus", log);
const { publish, ...posts } = createPosts(database, log, eventBus);
repeat(1_000, publish, log);

await start({ database, openApi: postOpenApi, ...posts });
