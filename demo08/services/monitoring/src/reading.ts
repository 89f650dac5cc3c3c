import type { MetricSample } from "./exposition.ts";
import { noTraffic, type Traffic } from "./traffic.ts";

/** What one scrape of /metrics contains. */
export type Reading = {
  at: number;
  /** Start time of the process, which starts its counters at 0. */
  startedAt: number;
  served: Traffic;
  /** Calls to other instances, by their URL. */
  called: Map<string, Traffic>;
  cpuSeconds: number;
  memoryBytes: number;
  lagMs: number;
};

// Node's histogram counts the pause of its own timer (see boot.ts) as delay.
const timerMs = 100;
const serverRequests = /^http_server_requests_seconds_(bucket|count)$/;
const clientRequests = /^http_client_requests_seconds_(bucket|count)$/;

export function readSamples(samples: MetricSample[], at: number): Reading {
  const values = new Map(samples.map(({ name, value }) => [name, value]));
  const value = (name: string) => values.get(name) ?? 0;
  const lagMs = value("nodejs_eventloop_lag_p99_seconds") * 1000 - timerMs;
  return {
    at,
    startedAt: value("process_start_time_seconds") * 1000,
    served: trafficOf(samples.filter(({ name }) => serverRequests.test(name))),
    called: callsByUrl(samples.filter(({ name }) => clientRequests.test(name))),
    cpuSeconds: value("process_cpu_seconds_total"),
    memoryBytes: value("process_resident_memory_bytes"),
    lagMs: Math.max(lagMs, 0),
  };
}

function callsByUrl(samples: MetricSample[]): Map<string, Traffic> {
  const byUrl = new Map<string, MetricSample[]>();
  for (const sample of samples) {
    const { instance = "" } = sample.labels;
    const before = byUrl.get(instance);
    if (before) before.push(sample);
    else byUrl.set(instance, [sample]);
  }
  return new Map([...byUrl].map(([url, found]) => [url, trafficOf(found)]));
}

function trafficOf(samples: MetricSample[]): Traffic {
  const traffic = noTraffic();
  for (const { labels, value } of samples) {
    if (labels.le === undefined) {
      traffic.count += value;
      if (isFailure(labels)) traffic.failures += value;
    } else {
      const bound = Number(labels.le.replace("+Inf", "Infinity"));
      const count = traffic.buckets.get(bound) ?? 0;
      traffic.buckets.set(bound, count + value);
    }
  }
  return traffic;
}

/** A 5xx status, or an outcome that is not a status: the call had no reply. */
function isFailure({ status, outcome }: MetricSample["labels"]): boolean {
  return !(Number(status ?? outcome) < 500);
}
