import express, { Router } from "express";
import { Invalid } from "#commons/errors.ts";
import { noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { spanList } from "./sent-span.ts";
import type { TraceService } from "./trace-service.ts";

/** What Zipkin takes at once, unzipped, and no reporter exceeds. */
const limit = "10mb";

// Some clients name no type, others one with a character set.
const anyText = express.text({ type: () => true, limit });

/** Takes spans in, JSON in Zipkin's version 2, zipped or not. */
export function createCollectorApi(traces: TraceService): Router {
  const router = Router();

  router.post("/spans", noQuery, anyText, (req, res) => {
    traces.accept(parse(spanList, listIn(req.body)));
    res.status(202).end();
  });

  return router;
}

/** A client that only looks whether somebody is here sends nothing. */
function listIn(text: string | undefined): unknown {
  if (!text) return [];
  try {
    return JSON.parse(text);
  } catch (cause) {
    const { message } = cause as Error;
    throw new Invalid(`Not a list of spans in JSON: ${message}`, { cause });
  }
}
