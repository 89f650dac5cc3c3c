import { Router } from "express";
import type { Log } from "#commons/log.ts";
import { createEurekaApi } from "./eureka-api.ts";
import { createHistory } from "./history.ts";
import { createLeaseRegistry } from "./lease-registry.ts";
import { createOverviewApi } from "./overview-api.ts";
import { createOverviewService, type Settings } from "./overview-service.ts";
import { createPeerClient } from "./peer-client.ts";
import { createPeers } from "./peers.ts";
import { createRecentChanges } from "./recent-changes.ts";
import type { Registration } from "./registration.ts";
import { createRegistryService } from "./registry-service.ts";

type Surroundings = { log: Log; page: URL; now?: () => number };

/** The registry, put together; tests pass a clock of their own. */
export function createEurekaServer(
  settings: Settings,
  { log, page, now = Date.now }: Surroundings,
) {
  const leases = createLeaseRegistry<Registration>({ ...settings, now });
  const history = createHistory(now);
  const changes = createRecentChanges(settings.deltaSeconds * 1000, now);
  const clients = settings.peers.map((url) => createPeerClient(url));
  const peers = createPeers(clients, log);
  const registry = createRegistryService({
    leases,
    changes,
    history,
    peers,
    log,
    now,
  });
  const overview = createOverviewService(leases, history, settings, now);

  return {
    routes: Router().use(
      createEurekaApi(registry, settings.password),
      createOverviewApi(overview, page),
    ),
    evict: async () => registry.evict(),

    /** Takes over the instances that the peers know, if they answer. */
    async prepare() {
      const copies = await Promise.allSettled(
        clients.map((client) => client.fetchAll()),
      );
      const known = copies.flatMap((copy) =>
        copy.status === "fulfilled" ? copy.value : [],
      );
      for (const { instance, override } of known) {
        registry.register(instance, "peer", override);
      }
    },
  };
}
