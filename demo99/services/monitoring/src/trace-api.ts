import { Router } from "express";
import * as z from "zod";
import { Unavailable } from "#commons/errors.ts";
import type { Registry } from "#commons/registry.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";

const path = z.object({
  traceId: z.string().regex(/^[\da-f]{16,32}$/, "must be a trace id"),
});

/** `GET /traces/{id}` redirects to the page that shows the trace. */
export function createTraceApi({ list }: Pick<Registry, "list">): Router {
  const router = Router();

  router.get("/traces/:traceId", noQuery, (req, res) => {
    const { traceId } = parse(path, req.params);
    const tracing = list().find(({ service }) => service === "tracing");
    if (!tracing)
      throw new Unavailable("No instance of tracing is registered.");
    // The browser may know its host by another name; the port is the same.
    const { port } = new URL(tracing.url);
    res.redirect(`http://${req.hostname}:${port}/trace/${traceId}`);
  });

  return router;
}
