import { HttpHeaders, Request } from "zipkin";
import { beginSpan } from "#commons/tracing/client-span.ts";
import { context } from "#commons/tracing/context.ts";

type Try = { service: string; instance: string; method: string; path: string };

/** Makes one try of a call, within a span of its own. */
export async function traceCall<Answer extends { status: number }>(
  { service, instance, method, path }: Try,
  call: () => Promise<Answer>,
): Promise<Answer> {
  const span = beginSpan({
    name: method,
    service,
    port: Number(new URL(instance).port),
    tags: { "http.method": method, "http.path": path.replace(/\?.*/, "") },
  });
  if (!span) return call();
  try {
    const answer = await context.letContext(span.id, call);
    const status = `${answer.status}`;
    const error = answer.status >= 400 && { error: status };
    span.end({ "http.status_code": status, ...error });
    return answer;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    span.end({ error: code ?? message });
    throw error;
  }
}

/** Names the current span to a callee (github.com/openzipkin/b3-propagation). */
export function b3Headers(): Record<string, string> {
  const span = context.getContext();
  // What no request has caused, such as clearing up, is no trace.
  if (!span) return { [HttpHeaders.Sampled]: "0" };
  return Request.addZipkinHeaders({}, span).headers;
}
