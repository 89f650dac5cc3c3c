import { boot } from "#commons/boot.ts";
import { env } from "#commons/env.ts";
import { createGrpcClient } from "#commons/grpc/client.ts";
import { customerContract } from "#protobuf/customer.ts";
import { createNewUserConsumer } from "./new-user-consumer.ts";
import { createNewUsers } from "./new-users.ts";
import { parseRetryWaits } from "./retry-waits.ts";

const { openBroker, client, call, start } = boot("user-queue", 8103);
// Together more than six minutes: a longer outage makes dead letters.
const waitsMs = parseRetryWaits(env("RETRY_WAITS_SECONDS", "1 10 60 300"));
const customers = "grpc://customer-api";
const customerApi = createGrpcClient(call, customers, customerContract);
const newUsers = createNewUsers(client("http://slack-api"), customerApi);
const broker = openBroker();

await start({ broker });
// Last: the calls need the list of instances, which comes from the registry.
await createNewUserConsumer(broker, newUsers, waitsMs).start();
