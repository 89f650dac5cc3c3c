import { Router } from "express";
import type { Log } from "#commons/log.ts";
import { createEurekaApi } from "./eureka-api.ts";
import { createLeaseHistory } from "./history.ts";
import type { Instance, Status } from "./instance.ts";
import { createLeaseRegistry } from "./lease-registry.ts";
import { type Limits, usualLimits } from "./limits.ts";
import { createOverviewApi } from "./overview-api.ts";
import { createOverviewService, type Settings } from "./overview-service.ts";
import { createPeerClient } from "./peer-client.ts";
import { createPeers } from "./peers.ts";
import { printable } from "./printable.ts";
import { createRecentChanges } from "./recent-changes.ts";
import type { Registration } from "./registration.ts";
import { createRegistryService } from "./registry-service.ts";
import { createResponseCache } from "./response-cache.ts";
import { createUsage } from "./usage.ts";

type Surroundings = {
  log: Log;
  page: URL;
  now?: () => number;
  limits?: Limits;
};

/** Composes the registry; tests pass a clock and limits of their own. */
export function createEurekaServer(
  settings: Settings,
  { log, page, now = Date.now, limits = usualLimits }: Surroundings,
) {
  const leases = createLeaseRegistry<Registration>({ ...settings, now });
  const history = createLeaseHistory(now);
  const changes = createRecentChanges(
    settings.deltaSeconds * 1000,
    now,
    limits,
  );
  const clients = settings.peers.map((url) => createPeerClient(url));
  const peers = createPeers(clients, log, limits);
  const registry = createRegistryService({
    leases,
    changes,
    history,
    peers,
    usage: createUsage(limits),
    log,
    now,
  });
  const overview = createOverviewService(leases, history, settings, now);

  /** A registration that exceeds a limit does not prevent the others. */
  function takeOver(instance: Instance, override?: Status) {
    try {
      registry.register(instance, "peer", override);
    } catch (error) {
      log.warn(`${printable(instance.id)}: ${(error as Error).message}`);
    }
  }

  return {
    routes: Router().use(
      createEurekaApi(registry, settings.password, createResponseCache(now)),
      createOverviewApi(overview, page),
    ),
    evict: async () => registry.evict(),

    /** Takes over the instances of the peers that respond. */
    async prepare() {
      const copies = await Promise.allSettled(
        clients.map((client) => client.fetchAll()),
      );
      const known = copies.flatMap((copy) =>
        copy.status === "fulfilled" ? copy.value : [],
      );
      for (const { instance, override } of known) {
        takeOver(instance, override);
      }
    },
  };
}
