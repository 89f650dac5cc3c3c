import { Instrumentation, option, type Tracer } from "zipkin";
import type { Incoming, Step } from "#commons/grpc/incoming.ts";
import { httpStatusOf } from "#commons/grpc/status.ts";
import { hasSpan } from "#commons/requests/trace-requests.ts";

/** Records a span for each call: of its caller's trace, or of a new one. */
export function traceCalls(tracer: Tracer, port: number): Step {
  const spans = new Instrumentation.HttpServer({ tracer, port });
  return function traceCall(call, next) {
    const { method, path } = call;
    return tracer.scoped(async () => {
      const url = `http://localhost${path}/${method}`;
      const id = spans.recordRequest(method, url, readerOf(call));
      tracer.recordRpc(`${method} ${path}`);
      const outcome = await next(call);
      tracer.letId(id, () =>
        spans.recordResponse(id, `${httpStatusOf(outcome.code)}`),
      );
      return outcome;
    });
  };
}

function readerOf({ metadata }: Incoming) {
  const headers = metadata.getMap();
  return function read<T>(name: string): option.IOption<T> {
    const value = hasSpan(headers) ? headers[name.toLowerCase()] : undefined;
    return value === undefined ? option.None : new option.Some(value as T);
  };
}
