import { type EventEmitter, once } from "node:events";
import { hostname, networkInterfaces } from "node:os";
import { setTimeout as delay } from "node:timers/promises";
import { Eureka, type EurekaClient } from "eureka-js-client";
import { number } from "#commons/env.ts";
import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";

type Options = {
  /** Eureka servers, separated by commas. */
  url: string;
  /** This instance, as the others find it. */
  service: string;
  port: number;
  log: Log;
};

/** `missed`: in how many fetches running the service was not there. */
type Known = { urls: string[]; missed: number };
type Instances = EurekaClient.EurekaInstanceConfig[];
/** What the client's types leave out. */
type Client = Eureka &
  EventEmitter & { cache: { vip: Record<string, Instances> } } & {
    instanceId: string;
  };

export type Registry = ReturnType<typeof createRegistry>;
export type RegisteredInstance = ReturnType<Registry["list"]>[number];

// Netflix takes 30 s, 90 s and 30 s: too long to wait for in a talk.
const heartbeatSeconds = number("EUREKA_HEARTBEAT_SECONDS", 2);
const leaseSeconds = number("EUREKA_LEASE_SECONDS", 6);
const fetchMs = number("EUREKA_FETCH_MS", 1_000);
const timeoutMs = 1_000;

/** Tells a Eureka server about this instance, and learns about the others. */
export function createRegistry(options: Options) {
  const client = new Eureka(settingsOf(options)) as Client;
  const start = () => new Promise((resolve) => client.start(resolve));
  const lastKnown = new Map<string, Known>();
  const state = { isSettled: false };
  // Each call that waits for the next fetch listens: a crowd is no leak.
  client.setMaxListeners(0);
  client.once("registered", () => {
    state.isSettled = true;
  });

  // A registry that leaves a service out may only just have started: whoever
  // lives will have registered again within a lease.
  client.on("registryUpdated", () => {
    for (const known of lastKnown.values()) known.missed++;
    for (const [service, found] of Object.entries(client.cache.vip)) {
      const urls = found.filter(isUp).map(urlOf);
      if (urls.length > 0) lastKnown.set(service, { urls, missed: 0 });
    }
    for (const known of lastKnown.values()) {
      if (known.missed * fetchMs > leaseSeconds * 1_000) known.urls = [];
    }
  });

  /** A client that finds no registry when it starts does not try again. */
  async function startUntilRegistered() {
    while (!state.isSettled) {
      await delay(fetchMs, undefined, { ref: false });
      await start();
    }
  }

  return {
    instanceId: client.instanceId,

    /** Registers this instance; keeps trying while no registry answers. */
    async register() {
      if (state.isSettled) return;
      await start();
      startUntilRegistered();
    },

    /** Cancels the registration, and waits until the others have heard. */
    async deregister() {
      state.isSettled = true;
      await new Promise((resolve) => client.stop(resolve));
      await delay(fetchMs * 1.2);
    },

    /** Where `http://book-api` is now: base URLs. Throws Unavailable. */
    async find(url: string): Promise<string[]> {
      const service = new URL(url).hostname;
      // Who was there, and is gone, is not waited for.
      if (!lastKnown.has(service)) await nextFetch(client);
      const { urls = [] } = lastKnown.get(service) ?? {};
      if (urls.length > 0) return urls;
      throw new Unavailable(`No instance of ${service} is registered.`);
    },

    /** Every instance, of whatever service and status. */
    list() {
      return Object.values(client.cache.vip).flat().map(describe);
    },
  };
}

function isUp({ status }: Instances[number]) {
  return status === "UP";
}

function describe(instance: Instances[number]) {
  const { vipAddress: service, instanceId = "", status = "UP" } = instance;
  return { service, instanceId, status: `${status}`, url: urlOf(instance) };
}

function urlOf({ hostName, port }: EurekaClient.EurekaInstanceConfig): string {
  return `http://${hostName}:${(port as EurekaClient.LegacyPortWrapper).$}`;
}

async function nextFetch(client: EventEmitter) {
  const signal = AbortSignal.timeout(fetchMs + timeoutMs);
  await once(client, "registryUpdated", { signal }).catch(() => {});
}

function settingsOf({ url, service, port, log }: Options) {
  // With a registry on this machine, everything is on this machine.
  const host = url.includes("//localhost") ? "localhost" : hostname();
  return {
    instance: {
      app: service,
      vipAddress: service,
      instanceId: `${host}:${service}:${port}`,
      hostName: host,
      ipAddr: host === "localhost" ? "127.0.0.1" : ownAddress(),
      // In any other form, a second instance would be dropped.
      port: { $: port, "@enabled": "true" },
      healthCheckUrl: `http://${host}:${port}/health`,
      statusPageUrl: `http://${host}:${port}/health`,
      dataCenterInfo: {
        "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
        name: "MyOwn",
      },
      leaseInfo: {
        renewalIntervalInSecs: heartbeatSeconds,
        durationInSecs: leaseSeconds,
      },
    },
    eureka: {
      serviceUrls: { default: url.split(",").map((one) => `${one}/apps/`) },
      heartbeatInterval: heartbeatSeconds * 1_000,
      registryFetchInterval: fetchMs,
      filterUpInstances: false,
      maxRetries: 1,
      requestRetryDelay: 100,
    },
    requestMiddleware: (request: object, done: (request: object) => void) =>
      done({ ...request, timeout: timeoutMs }),
    logger: loggerOf(log),
  } as unknown as EurekaClient.EurekaMiddlewareConfig;
}

/** For clients of other languages that prefer addresses to names. */
function ownAddress(): string | undefined {
  const addresses = Object.values(networkInterfaces()).flat();
  const isOutside = (a: (typeof addresses)[number]) =>
    a?.family === "IPv4" && !a.internal;
  return addresses.find(isOutside)?.address;
}

/** What the client says once a second is for debugging. */
function loggerOf(log: Log) {
  const debug = (...words: unknown[]) => log.debug(words.join(" "));
  return { debug, info: debug, warn: debug, error: debug };
}
