import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { createNewUserConsumer } from "./new-user-consumer.ts";
import { createNewUserService } from "./new-user-service.ts";
import { parseRetryWaits } from "./retry-waits.ts";
import { createSlackClient } from "./slack-client.ts";

const { openBroker, client, start } = boot("user-queue", 8103);
// Together more than six minutes: a longer outage makes dead letters.
const waitsMs = parseRetryWaits(env("RETRY_WAITS_SECONDS", "1 10 60 300"));
const broker = openBroker();
const newUsers = createNewUserService(
  createSlackClient(client("http://slack-api")),
);
const consumer = createNewUserConsumer(broker, newUsers, waitsMs);

await start({ broker });
// Last: the calls need the list of instances, which comes from the registry.
await consumer.start();
