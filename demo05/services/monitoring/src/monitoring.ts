import { fileURLToPath } from "node:url";
import { Router } from "express";
import { servePage } from "#commons/page.ts";
import type { Registry } from "#commons/registry.ts";
import { createLogApi } from "./log-api.ts";
import { createLogStore } from "./log-store.ts";
import { createOverviewApi } from "./overview-api.ts";
import { createOverviewService } from "./overview-service.ts";
import { createPoller } from "./poller.ts";
import { probe } from "./probe.ts";
import { scrape } from "./scrape.ts";

type Dependencies = {
  registry: Pick<Registry, "list">;
  page: URL;
  now?: () => number;
};

/** Composes monitoring; tests pass a clock of their own. */
export function createMonitoring({
  registry,
  page,
  now = Date.now,
}: Dependencies) {
  const poller = createPoller({
    list: registry.list,
    scrape: (url) => scrape(url, now),
    probe: (url) => probe(url),
    now,
  });

  return {
    poll: poller.round,
    routes: Router().use(
      createOverviewApi(createOverviewService(poller, now)),
      createLogApi(createLogStore()),
      servePage(fileURLToPath(page)),
    ),
  };
}
