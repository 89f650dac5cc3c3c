import { Router } from "express";
import { z } from "zod";
import { Unavailable } from "#commons/errors.ts";
import { noQuery } from "#commons/json-body.ts";
import type { Registry } from "#commons/registry.ts";
import { parse } from "#commons/validate.ts";

const path = z.object({
  traceId: z.string().regex(/^[\da-f]{16,32}$/, "must be a trace's id"),
});

/** `/traces/{id}` leads to the page that shows the trace of a log line. */
export function createTraceApi(
  registry: Pick<Registry, "list">,
  zipkinUrl: string,
): Router {
  const router = Router();

  router.get("/traces/:traceId", noQuery, (req, res) => {
    const { traceId } = parse(path, req.params);
    if (zipkinUrl) return res.redirect(`${zipkinUrl}/zipkin/traces/${traceId}`);

    const ours = registry.list().find(({ service }) => service === "tracing");
    if (!ours) throw new Unavailable("No instance of tracing is registered.");
    // Its port is the same for a browser; the name of its host may not be.
    const { port } = new URL(ours.url);
    res.redirect(`http://${req.hostname}:${port}/trace/${traceId}`);
  });

  return router;
}
