import { fileURLToPath } from "node:url";
import { Router } from "express";
import type { Log } from "#commons/log.ts";
import { servePage } from "#commons/page.ts";
import { createCollectorApi } from "./collector-api.ts";
import { checkOrigin } from "./cors.ts";
import { createQueryApi } from "./query-api.ts";
import { createRejectedSpans } from "./rejected-spans.ts";
import type { Settings } from "./settings.ts";
import { createTraceService } from "./trace-service.ts";
import { createTraceStore } from "./trace-store.ts";
import { createUiApi } from "./ui-api.ts";

/** Zipkin's page asks at paths of its own. */
const apiPaths = ["/api/v2", "/zipkin/api/v2"];

/** Composes the tracing service. */
export function createTracingServer(
  settings: Settings,
  page: URL,
  log: Log,
): Router {
  const { allowedOrigins, maxSpanBytes } = settings;
  const traces = createTraceService(createTraceStore(settings), settings);
  const rejected = createRejectedSpans(log);
  const collector = createCollectorApi(traces, rejected, maxSpanBytes);
  return Router()
    .use([...apiPaths, "/api/v1"], checkOrigin(allowedOrigins))
    .use("/api/v1", collector.version1)
    .use(apiPaths, collector.version2)
    .use(apiPaths, createQueryApi(traces))
    .use(createUiApi())
    .use(servePage(fileURLToPath(page)));
}
