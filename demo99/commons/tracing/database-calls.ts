import type { MongoClient } from "mongodb";
import { beginSpan } from "#commons/tracing/client-span.ts";

/** A span for each command; the client has to monitor its commands. */
export function traceCommands(client: MongoClient) {
  const spans = new Map<number, ReturnType<typeof beginSpan>>();

  client.on("commandStarted", ({ requestId, ...started }) => {
    const { commandName, databaseName, command, address } = started;
    const span = beginSpan({
      name: `${commandName} ${command[commandName]}`,
      service: "mongodb",
      port: Number(address.split(":").at(-1)),
      tags: { "mongodb.database": databaseName },
    });
    if (span) spans.set(requestId, span);
  });
  client.on("commandSucceeded", ({ requestId }) => {
    spans.get(requestId)?.end();
    spans.delete(requestId);
  });
  client.on("commandFailed", ({ requestId, failure }) => {
    spans.get(requestId)?.end({ error: failure.message });
    spans.delete(requestId);
  });
}
