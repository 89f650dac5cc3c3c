import { Agent } from "node:http";
import fetch from "node-fetch";
import { Counter } from "prom-client";
import { jsonEncoder, type model } from "zipkin";
import { register } from "#commons/metrics.ts";

type Options = {
  /** The base URLs of collectors that speak Zipkin's v2 API. */
  find: () => Promise<string[]>;
  capacity?: number;
  batchSize?: number;
  intervalMs?: number;
};

const timeoutMs = 2_000;

export const droppedSpans = new Counter({
  name: "tracing_spans_dropped_total",
  help: "Spans that no collector took in time, or that it refused.",
  registers: [register],
});

/**
 * Keeps finished spans until a collector takes them, in batches. While none
 * does, the oldest are dropped, and counted; whoever is traced never waits.
 */
export function createReporter({
  find,
  capacity = 10_000,
  batchSize = 200,
  intervalMs = 500,
}: Options) {
  const agent = new Agent({ keepAlive: true, timeout: 30_000 });
  const queue: string[] = [];
  let isSending = false;

  async function send() {
    if (isSending) return;
    isSending = true;
    while (queue.length > 0 && (await sendBatch()));
    isSending = false;
  }

  /** Whether it is worth going on. */
  async function sendBatch(): Promise<boolean> {
    const batch = queue.splice(0, batchSize);
    const status = await post(batch).catch(() => 503);
    if (status < 400) return true;
    // What is refused once is refused for ever.
    if (status < 500) droppedSpans.inc(batch.length);
    else queue.unshift(...batch);
    dropOldest();
    return status < 500;
  }

  async function post(batch: string[]): Promise<number> {
    const [collector] = await find();
    const response = await fetch(`${collector}/api/v2/spans`, {
      method: "POST",
      agent,
      signal: AbortSignal.timeout(timeoutMs),
      headers: { "content-type": "application/json" },
      body: `[${batch.join(",")}]`,
    });
    await response.text();
    return response.status;
  }

  function dropOldest() {
    const surplus = queue.length - capacity;
    if (surplus > 0) droppedSpans.inc(queue.splice(0, surplus).length);
  }

  setInterval(send, intervalMs).unref();
  return {
    send,

    logSpan(span: model.Span) {
      // A note that came after its span had ended, and would be one by itself.
      if (!span.name) return;
      queue.push(jsonEncoder.JSON_V2.encode(span));
      dropOldest();
    },
  };
}
