import { fileURLToPath } from "node:url";
import { Router } from "express";
import { servePage } from "#commons/page.ts";
import type { Registry } from "#commons/registry.ts";
import { createLogApi } from "./log-api.ts";
import { createLogStore } from "./log-store.ts";
import { createLogStream } from "./log-stream.ts";
import { createOverviewApi } from "./overview-api.ts";
import { createOverviewService } from "./overview-service.ts";
import { scrape } from "./scraper.ts";
import { createWatch } from "./watch.ts";

type Surroundings = {
  registry: Pick<Registry, "list">;
  page: URL;
  now?: () => number;
};

/** The monitoring, put together; tests hand in a clock of their own. */
export function createMonitoring({
  registry,
  page,
  now = Date.now,
}: Surroundings) {
  const watch = createWatch({
    list: registry.list,
    scrape: (url) => scrape(url, now),
    now,
  });
  const logs = createLogStore();
  const stream = createLogStream(logs);

  return {
    routes: Router().use(
      createOverviewApi(createOverviewService(watch, now)),
      createLogApi(logs, stream),
      servePage(fileURLToPath(page)),
    ),
    round: watch.round,
    close: stream.close,
  };
}
