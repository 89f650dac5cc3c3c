import { boot } from "#commons/boot.ts";
import { env, envNumber } from "#commons/env.ts";
import { createEventBus } from "./event-bus.ts";
import { eventBusOpenApi as openApi } from "./event-bus-openapi.ts";
import { runDelivery } from "./run-delivery.ts";

const service = boot("event-bus", 8115);
const database = service.openDatabase();
const usual = "comments-api,moderation-api,query-api";
const bus = createEventBus({
  ...service,
  database,
  login: service.forward("http://gateway"),
  subscribers: env("SUBSCRIBERS", usual),
  instance: service.registry.instanceId,
  leaseMs: envNumber("DELIVERY_LEASE_SECONDS", 2) * 1_000,
  page: new URL("./page/", import.meta.url),
});
const { routes, prepare, stop: onStop } = bus;
await service.start({ database, routes, openApi, prepare, onStop });
// Last: the calls need the list of instances, which comes from the registry.
runDelivery(bus, service.log);
