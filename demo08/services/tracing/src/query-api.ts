import { Router } from "express";
import * as z from "zod";
import { NotFound } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";
import { firstOfEach, given } from "./query-parameters.ts";
import { traceId } from "./trace-id.ts";
import { period, traceQuery } from "./trace-query.ts";
import type { TraceService } from "./trace-service.ts";

const ofService = z.object({ serviceName: z.string() });
const ofKey = z.object({ key: z.string().min(1) });
const ofId = z.object({ traceId });

const several = z.object({
  traceIds: z
    .string()
    .transform((list) => list.split(","))
    .pipe(z.array(traceId).min(2))
    .refine((ids) => new Set(ids).size === ids.length, "must be different"),
});

/** Zipkin's queries; like Zipkin, it ignores unknown parameters. */
export function createQueryApi(traces: TraceService): Router {
  const router = Router();

  router.use((_req, res, next) => {
    res.set("cache-control", "no-store");
    next();
  });

  router.get("/services", (_req, res) => {
    res.json(traces.services());
  });

  router.get("/spans", (req, res) => {
    const { serviceName } = parse(ofService, firstOfEach(req.query));
    res.json(traces.spanNames(serviceName));
  });

  router.get("/remoteServices", (req, res) => {
    const { serviceName } = parse(ofService, firstOfEach(req.query));
    res.json(traces.remoteServices(serviceName));
  });

  router.get("/traces", (req, res) => {
    res.json(traces.search(parse(traceQuery, given(req.query))));
  });

  router.get("/trace/:traceId", (req, res) => {
    const { traceId } = parse(ofId, req.params);
    const spans = traces.get(traceId);
    if (spans.length === 0) throw new NotFound(`There is no trace ${traceId}.`);
    res.json(spans);
  });

  router.get("/traceMany", (req, res) => {
    res.json(traces.getMany(parse(several, firstOfEach(req.query)).traceIds));
  });

  router.get("/dependencies", (req, res) => {
    res.json(traces.dependencies(parse(period, given(req.query))));
  });

  router.get("/autocompleteKeys", (_req, res) => {
    res.json(traces.autocompleteKeys());
  });

  router.get("/autocompleteValues", (req, res) => {
    res.json(
      traces.autocompleteValues(parse(ofKey, firstOfEach(req.query)).key),
    );
  });

  return router;
}
