import { type EventEmitter, once } from "node:events";
import { isIPv6 } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Eureka, type EurekaClient } from "eureka-js-client";
import { isOrigin } from "#commons/call-failure.ts";
import { Unavailable } from "#commons/errors.ts";
import {
  type EurekaSettings,
  grpcPortKey,
  toEurekaConfig,
  versionOf,
} from "#commons/eureka-config.ts";

type InstanceInfo = EurekaClient.EurekaInstanceConfig;
type Fetched = Record<string, InstanceInfo[]>;
type Client = Eureka &
  EventEmitter & { cache: { vip: Fetched }; instanceId: string };

export type RegisteredInstance = ReturnType<typeof toInstance>;
type Known = { listed: RegisteredInstance[]; missedFetches: number };
export type Registry = ReturnType<typeof createRegistry>;

/** Registers this instance with a Eureka server, and lists all others. */
export function createRegistry(settings: EurekaSettings) {
  const { service: self, url, leaseSeconds } = settings;
  const address = url.replace(/\/\/.*@/, "//"); // without credentials
  const client = new Eureka(toEurekaConfig(settings) as never) as Client;
  const services = new Map<string, Known>();
  let isRegistered = false;
  let isStopped = false;
  client.once("registered", () => {
    isRegistered = !isStopped;
  });
  client.on("registryUpdated", () => remember(client.cache.vip));
  Object.assign(client, { splitVipAddress: toUrls });
  // Each call that waits for the next fetch is a listener.
  client.setMaxListeners(0);

  function remember(fetched: Fetched) {
    // Without this instance, it is the list of a registry that was restarted.
    if (isRegistered && !fetched[`http://${self}`]) return;
    for (const [service, instances] of Object.entries(fetched)) {
      const listed = instances.map(toInstance).filter((it) => isOrigin(it.url));
      services.set(service, { listed, missedFetches: 0 });
    }
    for (const [service, known] of services) {
      // Six leases: a restarted server repeats its cached list for 30 s.
      if (!fetched[service] && ++known.missedFetches > 36) known.listed = [];
    }
  }

  return {
    instanceId: client.instanceId,

    /** Throws when no registry answers; does not return once stopped. */
    async register() {
      if (isRegistered) return;
      await new Promise((resolve) => {
        if (!isStopped) client.once("registered", resolve).start(resolve);
      });
      if (isRegistered) return;
      throw new Unavailable(`no registry at ${address} (EUREKA_URL)`);
    },

    /** Cancels the registration, and waits until callers have a new list. */
    async deregister() {
      isStopped = true; // Ends the attempts to register.
      await new Promise((resolve) => client.stop(resolve));
      await delay(leaseSeconds * 200); // A fetch, and a fifth more.
    },

    /**
     * The base URL of each instance of `http://book-api` that is UP; of
     * `grpc://customer-api`, the one that serves gRPC.
     */
    async find(url: string, signal: AbortSignal): Promise<string[]> {
      const name = url.replace(/^grpc:/, "http:");
      // The next fetch may have begun before the service was registered.
      for (let i = 0; i < 2 && !services.has(name); i++) {
        await once(client, "registryUpdated", { signal }).catch(() => {});
      }
      const up = services.get(name)?.listed.filter((it) => it.status === "UP");
      const urls = up?.map((it) => (name === url ? it.url : it.grpcUrl)) ?? [];
      const found = urls.filter((it) => it !== undefined);
      if (found[0]) return found;
      throw new Unavailable(`No instance of ${url} is registered.`);
    },

    /** Every instance of every service, whatever its status. */
    list: () => [...services.values()].flatMap(({ listed }) => listed),
  };
}

function toInstance(instance: InstanceInfo) {
  const { vipAddress: service, instanceId = "", hostName, port } = instance;
  const host = isIPv6(hostName) ? `[${hostName}]` : hostName;
  const url = `http://${host}:${(port as EurekaClient.LegacyPortWrapper).$}`;
  const grpcPort = instance.metadata?.[grpcPortKey];
  return {
    service,
    instanceId,
    status: `${instance.status ?? "UP"}`,
    url,
    ...versionOf(instance.metadata),
    // HTTP/2 without TLS.
    ...(grpcPort && { grpcUrl: `http://${host}:${grpcPort}` }),
  };
}

/** The client's maps are objects, which inherit names such as "constructor". */
const toUrls = (names?: string) =>
  names ? names.split(",").map((name) => `http://${name}`) : [];
