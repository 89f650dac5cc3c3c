import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { createEventBus } from "./event-bus.ts";
import { eventBusOpenApi as openApi } from "./event-bus-openapi.ts";
import { runDelivery } from "./run-delivery.ts";

const service = boot("event-bus", 8115);
const database = service.openDatabase();
const bus = createEventBus({
  ...service,
  ...{ database, broker: service.openEventBroker() },
  login: service.forward("http://gateway"),
  subscribers: env("SUBSCRIBERS", "comments-api,moderation-api,query-api"),
  instance: service.registry.instanceId,
  leaseMs: envNumber("DELIVERY_LEASE_SECONDS", 2) * 1_000,
  page: new URL("./page/", import.meta.url),
});
await service.start({ ...bus, database, openApi, onStop: bus.stop });
// Last: the calls need the list of instances, which comes from the registry.
runDelivery(bus, service.log);
