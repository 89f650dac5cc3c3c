import { serve } from "#commons/test/test-servers.ts";

export type FakeInstance = Awaited<ReturnType<typeof startInstance>>;

/** An instance with /metrics and /health only, which the test sets. */
export async function startInstance(service: string, instanceId: string) {
  const counts = {
    ok: 0,
    failed: 0,
    startedAt: 1_700_000_000,
    lagSeconds: 0.102,
    /** Of every reply. */
    status: 200,
    health: { status: "UP", checks: {} } as object,
  };
  const url = await serve((req, res) => {
    const isHealth = req.url === "/health";
    res.statusCode = counts.status;
    res.end(isHealth ? JSON.stringify(counts.health) : expositionOf(counts));
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
  ].join("\n");
}
