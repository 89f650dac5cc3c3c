import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { serve } from "#commons/test/test-servers.ts";
import { createTracingServer } from "../src/tracing-server.ts";

export type RunningTracing = Awaited<ReturnType<typeof startTracing>>;

const usual = {
  maxSpans: 100_000,
  maxBytes: 128_000_000,
  maxSpanBytes: 256_000,
  strictTraceId: true,
  autocompleteKeys: ["error", "http.path"],
  allowedOrigins: [] as string[],
};

/** The tracing service on a port of its own. */
export async function startTracing(settings: Partial<typeof usual> = {}) {
  const page = new URL("../page/", import.meta.url);
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = createLog("test", "warn", [{ write }]);
  const routes = createTracingServer({ ...usual, ...settings }, page, log);
  const url = await serve(createApp({ log, routes }));

  async function send(body: string | Uint8Array<ArrayBuffer>, headers = {}) {
    const response = await fetch(`${url}/api/v2/spans`, {
      method: "POST",
      headers: { "content-type": "application/json", ...headers },
      body,
    });
    const text = await response.text();
    return { status: response.status, body: text && JSON.parse(text) };
  }

  return {
    url,
    lines,
    send,
    report: (...spans: unknown[]) => send(JSON.stringify(spans)),

    async get(path: string) {
      const response = await fetch(`${url}/api/v2${path}`);
      return { status: response.status, body: await response.json() };
    },
  };
}
