import express, { type RequestHandler, Router } from "express";
import { Invalid, UnsupportedType } from "#commons/errors.ts";
import type { RejectedSpans } from "./rejected-spans.ts";
import { readSpans, type SpanBatch } from "./span-list.ts";
import type { TraceService } from "./trace-service.ts";

/** The limit of an unzipped request, as in Zipkin; reporters send less. */
const limit = "10mb";

const anyType = express.raw({ type: () => true, limit });

/** The types that any web page can send without a preflight request. */
const sentByForms = [
  "text/plain",
  "application/x-www-form-urlencoded",
  "multipart/form-data",
];

/** Clients that name no type send JSON. */
const requireJson: RequestHandler = (req, _res, next) => {
  const type = req.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  if (!type || /[/+]json$/.test(type)) return next();
  if (sentByForms.includes(type) || /protobuf|thrift/.test(type)) {
    throw new UnsupportedType(
      `Send spans as application/json, in Zipkin's version 2, not as ${type}.`,
    );
  }
  next();
};

/** Receives spans as JSON in Zipkin's version 2, zipped or not. */
export function createCollectorApi(
  traces: TraceService,
  rejected: RejectedSpans,
  maxSpanBytes: number,
): Router {
  const router = Router();

  router.post("/spans", requireJson, anyType, (req, res) => {
    const batch = readBatch(req.body, maxSpanBytes);
    rejected.report(batch);
    traces.accept(batch.spans);
    res.status(202).end();
  });

  return router;
}

/** A client that only checks the address sends an empty body. */
function readBatch(body: Buffer | undefined, maxSpanBytes: number): SpanBatch {
  if (!body?.length) return { spans: [], rejected: 0, errors: [] };
  const batch = readSpans(body, maxSpanBytes);
  const { spans, rejected, errors } = batch;
  if (rejected === 0 || spans.length > 0) return batch;
  const fields = errors.map(({ field }) => field).join(", ");
  throw new Invalid(`Not acceptable: ${fields}.`, { members: { errors } });
}

/** Explains to reporters of version 1 what to change. */
export function refuseVersion1(): Router {
  return Router().post("/api/v1/spans", () => {
    throw new UnsupportedType(
      "Version 1 is not supported: send version 2 to /api/v2/spans.",
    );
  });
}
