import type { Router } from "express";
import type { Tracer } from "zipkin";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { createTracing } from "#commons/tracing.ts";
import { serve } from "./test-servers.ts";

type SeenSpan = {
  traceId: string;
  parentId?: string;
  id: string;
  name: string;
  kind: "CLIENT" | "SERVER";
  localEndpoint: { serviceName: string };
  remoteEndpoint?: { serviceName: string; port: number };
  annotations?: { value: string }[];
  tags: Record<string, string>;
};

/** A traced service, and the spans of each request that is sent to it. */
export async function serveTraced(routes: (tracer: Tracer) => Router) {
  let spans: SeenSpan[] = [];
  const report = async (batch: unknown[]) => {
    spans.push(...(batch as SeenSpan[]));
  };
  const { tracer, flush } = createTracing({
    service: "bakery",
    instance: "bakery:1",
    report,
  });
  const log = createLog("test", "silent");
  const url = await serve(
    createApp({ log, routes: routes(tracer), tracer, port: 1 }),
  );
  return {
    async spansOf(path: string) {
      spans = [];
      await (await fetch(url + path)).text();
      await flush();
      const root = spans.find(({ kind }) => kind === "SERVER");
      return { root, others: spans.filter((span) => span !== root) };
    },
  };
}
