import { createLog } from "#commons/log.ts";
import type { RegisteredInstance } from "#commons/registry.ts";
import { createApp } from "#commons/service.ts";
import { serve } from "#commons/test/test-servers.ts";
import { createMonitoring } from "../src/monitoring.ts";

export type RunningMonitoring = Awaited<ReturnType<typeof startMonitoring>>;
export type FakeInstance = Awaited<ReturnType<typeof startInstance>>;

/** Monitoring on a port of its own; time passes, and rounds, as a test says. */
export async function startMonitoring(registered: RegisteredInstance[] = []) {
  let time = Date.now();
  const monitoring = createMonitoring({
    registry: { list: () => registered },
    page: new URL("../page/", import.meta.url),
    now: () => time,
  });
  const log = createLog("test", "silent");
  const url = await serve(createApp({ log, routes: monitoring.routes }));

  return {
    url,
    close: monitoring.close,

    /** So many rounds, a second apart. */
    async rounds(count: number) {
      for (let i = 0; i < count; i++) {
        time += 1_000;
        await monitoring.round();
      }
    },

    async get(path: string) {
      const response = await fetch(url + path);
      return { status: response.status, body: await response.json() };
    },

    post: (path: string, body: unknown) =>
      fetch(url + path, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(body),
      }),
  };
}

/** An instance that has nothing but metrics, which a test sets. */
export async function startInstance(service: string, instanceId: string) {
  const counts = {
    ok: 0,
    failed: 0,
    startedAt: 1_700_000_000,
    lagSeconds: 0.012,
    status: 200,
  };
  const url = await serve((_req, res) => {
    res.statusCode = counts.status;
    res.end(expositionOf(counts));
  });
  return { service, instanceId, url, status: "UP", counts };
}

type Counts = {
  ok: number;
  failed: number;
  startedAt: number;
  lagSeconds: number;
};

function expositionOf({ ok, failed, startedAt, lagSeconds }: Counts): string {
  const name = "http_server_requests_seconds";
  const requests = [
    [200, ok],
    [503, failed],
  ].flatMap(([status, count]) => {
    const labels = `method="GET",route="/books/:number",status="${status}"`;
    return [
      `${name}_bucket{le="0.1",${labels}} ${count}`,
      `${name}_bucket{le="+Inf",${labels}} ${count}`,
      `${name}_count{${labels}} ${count}`,
    ];
  });
  return [
    ...requests,
    `process_start_time_seconds ${startedAt}`,
    "process_resident_memory_bytes 100000000",
    "process_cpu_seconds_total 1",
    `nodejs_eventloop_lag_p99_seconds ${lagSeconds}`,
    'mongodb_pool_connections{state="open"} 4',
    'mongodb_pool_connections{state="in_use"} 1',
  ].join("\n");
}
