import { Annotation } from "zipkin";
import { context } from "#commons/tracing/context.ts";
import { getTracing } from "#commons/tracing.ts";

type Call = { name: string; service: string; port: number; tags: Tags };
type Tags = Record<string, string>;

const { ClientSend, ClientRecv, LocalAddr, ServerAddr } = Annotation;

/**
 * Begins a child of the current span, for a call that leaves this process;
 * returns how to end it. In a trace that is not sampled, there is none.
 */
export function beginSpan({ name, tags, ...callee }: Call) {
  const tracing = getTracing();
  const isSampled = context.getContext()?.sampled.getOrElse(false);
  if (!tracing || !isSampled) return undefined;

  const { tracer, service, port } = tracing;
  const record = (tags: Tags) => {
    for (const [key, value] of Object.entries(tags)) {
      tracer.recordBinary(key, value);
    }
  };
  const id = tracer.createChildId();
  tracer.letId(id, () => {
    tracer.recordServiceName(service);
    tracer.recordAnnotation(new LocalAddr({ port }));
    tracer.recordRpc(name);
    tracer.recordAnnotation(new ClientSend());
    tracer.recordAnnotation(
      new ServerAddr({ serviceName: callee.service, port: callee.port }),
    );
    record(tags);
  });

  return {
    id,
    end: (tags: Tags = {}) =>
      tracer.letId(id, () => {
        record(tags);
        tracer.recordAnnotation(new ClientRecv());
      }),
  };
}
