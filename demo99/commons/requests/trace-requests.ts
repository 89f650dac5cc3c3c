import { type RequestHandler, Router } from "express";
import type { Tracer } from "zipkin";
import { expressMiddleware } from "zipkin-instrumentation-express";

/** Records a span for each request: of its caller's trace, or of a new one. */
export function traceRequests(tracer: Tracer, port: number): Router {
  return Router().use(dropMalformed, expressMiddleware({ tracer, port }));
}

const hex64 = /^(?!0+$)[\da-f]{16}$/;
const hex64Or128 = /^(?!0+$)([\da-f]{16}){1,2}$/;

/** Whether the headers name the span of a caller, in the right form. */
export function hasSpan(headers: Record<string, unknown>): boolean {
  const traceId = `${headers["x-b3-traceid"]}`;
  const spanId = `${headers["x-b3-spanid"]}`;
  return hex64Or128.test(traceId) && hex64.test(spanId);
}

/** The middleware would accept malformed ids, which collectors reject. */
const dropMalformed: RequestHandler = ({ headers }, res, next) => {
  if (!hasSpan(headers)) {
    delete headers["x-b3-traceid"];
    delete headers["x-b3-spanid"];
  }
  // With a malformed host, the middleware would throw.
  if (!URL.canParse(`http://${headers.host}`)) delete headers.host;
  // Many steps wait for the end of a response; Node warns above ten.
  res.setMaxListeners(20);
  next();
};
