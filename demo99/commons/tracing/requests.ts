import { type RequestHandler, Router } from "express";
import { expressMiddleware } from "zipkin-instrumentation-express";
import { getTracing } from "#commons/tracing.ts";

/** Every request is a span: of its caller's trace, or the root of a new one. */
export function traceRequests(): Router {
  const router = Router();
  const tracing = getTracing();
  if (tracing) router.use(dropMalformed, expressMiddleware(tracing));
  return router;
}

const hex64 = /^[\da-f]{16}$/;
const hex64Or128 = /^[\da-f]{16}([\da-f]{16})?$/;

/** Anybody may have sent them, and the middleware takes what it gets. */
const dropMalformed: RequestHandler = ({ headers }, res, next) => {
  const traceId = `${headers["x-b3-traceid"]}`;
  const spanId = `${headers["x-b3-spanid"]}`;
  if (!hex64Or128.test(traceId) || !hex64.test(spanId)) {
    delete headers["x-b3-traceid"];
    delete headers["x-b3-spanid"];
  }
  // The middleware would throw, and nobody else needs it.
  if (!URL.canParse(`http://${headers.host}`)) delete headers.host;
  // Each of them has a reason; Node warns of more than ten.
  res.setMaxListeners(20);
  next();
};
