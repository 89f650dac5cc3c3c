import type { MongoClient } from "mongodb";
import { Annotation, type TraceId, type Tracer } from "zipkin";
import { context } from "#commons/trace-context.ts";

/** Records a span for each command that a traced request causes. */
export function traceCommands(
  client: MongoClient,
  tracer: Tracer,
  service: string,
) {
  const spans = new Map<number, TraceId>();

  function end(requestId: number, error?: string) {
    const id = spans.get(requestId);
    if (!id) return;
    spans.delete(requestId);
    tracer.letId(id, () => {
      if (error) tracer.recordBinary("error", error);
      tracer.recordAnnotation(new Annotation.ClientRecv());
    });
  }

  client.on("commandStarted", ({ requestId, ...started }) => {
    if (!context.getContext()?.sampled.getOrElse(false)) return;
    const { commandName, command, databaseName, address } = started;
    const port = Number(address.split(":").at(-1));
    const id = tracer.createChildId();
    spans.set(requestId, id);
    tracer.letId(id, () => {
      tracer.recordServiceName(service);
      tracer.recordRpc(`${commandName} ${command[commandName]}`);
      tracer.recordAnnotation(new Annotation.ClientSend());
      tracer.recordAnnotation(
        new Annotation.ServerAddr({ serviceName: "mongodb", port }),
      );
      tracer.recordBinary("mongodb.database", databaseName);
    });
  });
  client.on("commandSucceeded", ({ requestId }) => end(requestId));
  client.on("commandFailed", ({ requestId, failure }) =>
    end(requestId, failure.message),
  );
}
