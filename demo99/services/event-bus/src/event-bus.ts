import { fileURLToPath } from "node:url";
import { type RequestHandler, Router } from "express";
import type { Broker } from "#commons/broker.ts";
import type { Database } from "#commons/database.ts";
import type { HttpClient } from "#commons/http.ts";
import { createLeaseRepository } from "#commons/lease/lease-repository.ts";
import { createLeaseService } from "#commons/lease/lease-service.ts";
import type { Log } from "#commons/log.ts";
import { warnIfLasting } from "#commons/until-success.ts";
import { createDeliveryService } from "./delivery-service.ts";
import { createEventApi } from "./event-api.ts";
import { createEventRepository } from "./event-repository.ts";
import { createEventService } from "./event-service.ts";
import { createLoops } from "./loops.ts";
import { createOverviewApi } from "./overview-api.ts";
import { createOverviewService } from "./overview-service.ts";
import { createSetAsideRepository } from "./set-aside-repository.ts";
import { createSubscriberApi } from "./subscriber-api.ts";
import { createSubscriberClient } from "./subscriber-client.ts";
import { createSubscriberQueues } from "./subscriber-queues.ts";
import { createSubscriberRepository } from "./subscriber-repository.ts";
import { createSubscriberService } from "./subscriber-service.ts";

type Parts = {
  database: Database;
  log: Log;
  client: (service: string, options: { timeoutMs: number }) => HttpClient;
  /** If there is one, it delivers; otherwise, the subscribers are called. */
  broker?: Pick<Broker, "publish"> | undefined;
  /** Subscribers, separated by commas, as they are named in the registry. */
  subscribers: string;
  /** The name of this instance among those of the bus. */
  instance: string;
  leaseMs: number;
  login: RequestHandler;
  page: URL;
  now?: () => number;
};

/** The bus, put together from its layers; tests pass a clock of their own. */
export function createEventBus(parts: Parts) {
  const { database, log, client, instance, leaseMs, now = Date.now } = parts;
  const names = parts.subscribers.split(",").filter(Boolean);
  const events = createEventRepository(database);
  const subscribers = createSubscriberRepository(database, names);
  const setAside = createSetAsideRepository(database);
  const leases = createLeaseRepository(database, "delivery");
  const lease = createLeaseService(leases, instance, leaseMs, now);
  const delivery = createDeliveryService({
    events,
    subscribers,
    setAside,
    log,
    now,
    isHeld: lease.isHeld,
    client: parts.broker
      ? createSubscriberQueues(parts.broker)
      : createSubscriberClient(client, names),
  });
  const step = warnIfLasting(log, "no delivery", delivery.step);
  const loops = createLoops(step, () => {});
  const wake = () => {
    if (lease.isHeld()) names.forEach(loops.start);
  };
  const progress = createSubscriberService(subscribers, events, setAside, wake);
  const overview = createOverviewService({
    events,
    subscribers: progress,
    setAside,
    leases,
  });

  return {
    routes: Router().use(
      createEventApi(createEventService(events, wake, now)),
      createSubscriberApi(progress),
      createOverviewApi(overview, parts.login, fileURLToPath(parts.page)),
    ),
    async prepare() {
      await events.prepare();
      await subscribers.prepare();
      await setAside.prepare();
    },
    renewMs: lease.renewMs,
    renew: lease.renew,
    /** Starts the deliveries that are due; other instances have stored them. */
    async poll() {
      for (const name of await delivery.listDue()) loops.start(name);
    },
    measure: progress.measure,
    /** Resolves when no delivery is in flight or due. */
    ended: loops.ended,
    stop: () => lease.release(loops.ended).catch(() => {}),
  };
}
