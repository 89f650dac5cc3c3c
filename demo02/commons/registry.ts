import { type EventEmitter, once } from "node:events";
import { isIPv6 } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Eureka, type EurekaClient } from "eureka-js-client";
import { Unavailable } from "#commons/errors.ts";
import {
  type RegistrySettings,
  toEurekaConfig,
} from "#commons/eureka-config.ts";

type InstanceInfo = EurekaClient.EurekaInstanceConfig;
/** What the client's types leave out. */
type Client = Eureka &
  EventEmitter & {
    cache: { vip: Record<string, InstanceInfo[]> };
    instanceId: string;
  };

/** `missed`: how many fetches in a row did not contain the service. */
type Known = { instances: RegisteredInstance[]; missed: number };

export type RegisteredInstance = ReturnType<typeof describe>;
export type Registry = ReturnType<typeof createRegistry>;

/** Registers this instance with a Eureka server, and knows all others. */
export function createRegistry(settings: RegistrySettings) {
  const { service: self, log, url, fetchMs, leaseSeconds } = settings;
  const client = new Eureka(toEurekaConfig(settings)) as Client;
  const services = new Map<string, Known>();
  let isRegistered = false;
  client.once("registered", () => {
    isRegistered = true;
  });
  client.on("registryUpdated", () => remember(client.cache.vip));
  // Calls that wait for the next fetch listen, however many there are.
  client.setMaxListeners(0);

  function remember(fetched: Record<string, InstanceInfo[]>) {
    // Without this instance, the registry has just been restarted, or answers
    // from a cache: it says nothing about the others either.
    if (isRegistered && !fetched[self]) return;
    for (const known of services.values()) known.missed++;
    for (const [service, found] of Object.entries(fetched)) {
      services.set(service, { instances: found.map(describe), missed: 0 });
    }
    // After a restart, every live instance registers again within a lease.
    for (const known of services.values()) {
      if (known.missed * fetchMs > leaseSeconds * 1_000) known.instances = [];
    }
  }

  async function untilRegistered() {
    const startedAt = performance.now();
    for (let isTold = false; ; ) {
      await new Promise((resolve) => client.start(resolve));
      if (isRegistered) return;
      const isLate = performance.now() - startedAt > 5_000;
      if (isLate && !isTold)
        log.warn(`no registry at ${hostOf(url)} (EUREKA_URL)`);
      isTold = isLate;
      await delay(fetchMs, undefined, { ref: false });
    }
  }

  return {
    instanceId: client.instanceId,

    /** Resolves when this instance is registered, however long that takes. */
    register: untilRegistered,

    /** Cancels the registration, and waits until callers have noticed. */
    async deregister() {
      await new Promise((resolve) => client.stop(resolve));
      await delay(fetchMs * 1.2);
    },

    /** Base URLs of the instances of `http://book-api` that are UP. */
    async find(url: string): Promise<string[]> {
      const service = new URL(url).hostname;
      if (!services.has(service)) await nextFetch(client, fetchMs);
      const { instances = [] } = services.get(service) ?? {};
      const up = instances.filter(({ status }) => status === "UP");
      if (up.length > 0) return up.map((instance) => instance.url);
      throw new Unavailable(`No instance of ${service} is registered.`);
    },

    /** Every instance of every service, whatever its status. */
    list: () => [...services.values()].flatMap(({ instances }) => instances),
  };
}

function describe({
  vipAddress,
  instanceId = "",
  status,
  hostName,
  port,
}: InstanceInfo) {
  const host = isIPv6(hostName) ? `[${hostName}]` : hostName;
  const { $: number } = port as EurekaClient.LegacyPortWrapper;
  const url = `http://${host}:${number}`;
  return { service: vipAddress, instanceId, status: `${status ?? "UP"}`, url };
}

/** Without the credentials that a URL may contain. */
function hostOf(urls: string): string {
  return urls
    .split(",")
    .map((url) => new URL(url).host)
    .join(", ");
}

async function nextFetch(client: EventEmitter, fetchMs: number) {
  const signal = AbortSignal.timeout(fetchMs * 1.2);
  await once(client, "registryUpdated", { signal }).catch(() => {});
}
