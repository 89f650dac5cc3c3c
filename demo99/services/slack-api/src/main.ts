import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { repeat } from "#commons/repeat.ts";
import { messageOpenApi } from "./message-openapi.ts";
import { createMessages } from "./messages.ts";

const { log, openDatabase, start } = boot("slack-api", 8102);
const database = openDatabase();
const webhookUrl = env("SLACK_WEBHOOK_URL", "");
const { routes, prepare, deliver } = createMessages(database, log, webhookUrl);
repeat(1_000, deliver, log);

await start({ database, routes, openApi: messageOpenApi, prepare });
