import { HttpHeaders, Instrumentation, type Tracer } from "zipkin";
import type { Call, Step } from "#commons/call.ts";
import { context } from "#commons/trace-context.ts";

/**
 * Records a span for each attempt, and sends its ids to the callee
 * (github.com/openzipkin/b3-propagation).
 */
export function trace(tracer: Tracer): Step {
  return async function traceCall(call, next) {
    // Work that no request has caused, such as shipping logs, has no trace.
    if (!context.getContext()) {
      return next(withHeaders(call, { [HttpHeaders.Sampled]: "0" }));
    }
    return tracer.scoped(async () => {
      const remoteServiceName = call.service.replace(/^\w+:\/\//, "");
      const spans = new Instrumentation.HttpClient({
        tracer,
        remoteServiceName,
      });
      const url = call.instance + call.path;
      const { headers } = spans.recordRequest(
        { headers: {} },
        url,
        call.method,
      );
      const [, segment = ""] = call.path.split(/[/?]/);
      tracer.recordRpc(`${call.method} /${segment}`);
      const { id } = tracer;
      try {
        const reply = await next(withHeaders(call, headers));
        spans.recordResponse(id, String(reply.status));
        return reply;
      } catch (error) {
        spans.recordError(id, error as Error);
        throw error;
      }
    });
  };
}

function withHeaders(call: Call, headers: object): Call {
  return { ...call, headers: { ...call.headers, ...headers } };
}
