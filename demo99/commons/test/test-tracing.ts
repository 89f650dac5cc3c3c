import { json } from "node:stream/consumers";
import { setImmediate as turn } from "node:timers/promises";
import { getTracing, startTracing } from "#commons/tracing.ts";
import { serve } from "./test-servers.ts";

export type SeenSpan = {
  traceId: string;
  parentId?: string;
  id: string;
  name: string;
  kind: "CLIENT" | "SERVER";
  duration: number;
  localEndpoint: { serviceName: string; port: number };
  remoteEndpoint?: { serviceName: string; port: number };
  annotations?: { value: string }[];
  tags: Record<string, string>;
};

/** This process as a traced instance, and somebody to whom it reports. */
export async function startTestTracing(rate = "1") {
  const spans: SeenSpan[] = [];
  const url = await serve(async (req, res) => {
    spans.push(...((await json(req)) as SeenSpan[]));
    res.writeHead(202).end();
  });
  const registry = {
    find: () => Promise.reject(new Error("It has a URL.")),
    instanceId: "localhost:bakery:8099",
  };
  startTracing({ service: "bakery", port: 8099, registry }, { rate, url });

  return {
    /** All spans, as soon as there are so many. */
    async spans(count: number): Promise<SeenSpan[]> {
      const deadline = Date.now() + 2_000;
      while (spans.length < count && Date.now() < deadline) {
        await getTracing()?.reporter.send();
        await turn();
      }
      return spans;
    },
  };
}
