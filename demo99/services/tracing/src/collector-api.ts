import express, { type RequestHandler, Router } from "express";
import { Invalid, UnsupportedType } from "#commons/errors.ts";
import type { RejectedSpans } from "./rejected-spans.ts";
import { readSpans, type SpanBatch, type ToVersion2 } from "./span-list.ts";
import { fromVersion1 } from "./span-version-1.ts";
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
      `Send spans as application/json, not as ${type}.`,
    );
  }
  next();
};

/** Receives spans as JSON in a version of Zipkin's, zipped or not. */
export function createCollectorApi(
  traces: TraceService,
  rejected: RejectedSpans,
  maxSpanBytes: number,
) {
  const receive =
    (toVersion2?: ToVersion2): RequestHandler =>
    (req, res) => {
      const batch = readBatch(req.body, maxSpanBytes, toVersion2);
      rejected.report(batch);
      traces.accept(batch.spans);
      res.status(202).end();
    };

  return {
    version2: Router().post("/spans", requireJson, anyType, receive()),
    version1: Router().post(
      "/spans",
      requireJson,
      anyType,
      receive(fromVersion1),
    ),
  };
}

/** A client that only checks the address sends an empty body. */
function readBatch(
  body: Buffer | undefined,
  maxSpanBytes: number,
  toVersion2?: ToVersion2,
): SpanBatch {
  if (!body?.length) return { spans: [], rejected: 0, errors: [] };
  const batch = readSpans(body, maxSpanBytes, toVersion2);
  const { spans, rejected, errors } = batch;
  if (rejected === 0 || spans.length > 0) return batch;
  const fields = errors.map(({ field }) => field).join(", ");
  throw new Invalid(`Not acceptable: ${fields}.`, { members: { errors } });
}
