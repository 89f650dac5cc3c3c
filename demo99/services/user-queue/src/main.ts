import { boot } from "#commons/boot.ts";
import { createNewUserConsumer } from "./new-user-consumer.ts";
import { createNewUserService } from "./new-user-service.ts";
import { createSlackClient } from "./slack-client.ts";

const { openBroker, client, start } = boot("user-queue", 8103);
const broker = openBroker();
const slack = createSlackClient(client("http://slack-api"));
const consumer = createNewUserConsumer(broker, createNewUserService(slack));

await start({ broker });
// Last: the calls need the list of instances, which comes from the registry.
await consumer.start();
