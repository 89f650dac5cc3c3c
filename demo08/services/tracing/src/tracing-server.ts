import { fileURLToPath } from "node:url";
import { Router } from "express";
import { servePage } from "#commons/page.ts";
import { createCollectorApi } from "./collector-api.ts";
import { createQueryApi } from "./query-api.ts";
import type { Settings } from "./settings.ts";
import { createTraceService } from "./trace-service.ts";
import { createTraceStore } from "./trace-store.ts";
import { createUiApi } from "./ui-api.ts";

/** Zipkin's page asks at paths of its own. */
const apiPaths = ["/api/v2", "/zipkin/api/v2"];

/** The tracing service, put together. */
export function createTracingServer(
  { maxSpans, ...settings }: Settings,
  page: URL,
): Router {
  const store = createTraceStore(maxSpans);
  const traces = createTraceService(store, settings);
  return Router()
    .use(apiPaths, createCollectorApi(traces))
    .use(apiPaths, createQueryApi(traces))
    .use(createUiApi())
    .use(servePage(fileURLToPath(page)));
}
