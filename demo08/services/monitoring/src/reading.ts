import type { Sample } from "./exposition.ts";
import { noTraffic, type Traffic } from "./traffic.ts";

/** What one scrape tells of one instance. */
export type Reading = {
  at: number;
  /** When the process was started: counters begin at 0 with it. */
  startedAt: number;
  served: Traffic;
  /** Calls to other instances, by their URL. */
  called: Map<string, Traffic>;
  cpuSeconds: number;
  memoryBytes: number;
  lagMs: number;
  pool: { open: number; inUse: number; waiting: number } | undefined;
};

// Node's histogram counts the pause of its own timer as part of the delay.
const timerMs = 10;
const serverRequests = /^http_server_requests_seconds_(bucket|count)$/;
const clientRequests = /^http_client_requests_seconds_(bucket|count)$/;

export function readSamples(samples: Sample[], at: number): Reading {
  const values = new Map(samples.map(({ name, value }) => [name, value]));
  const last = (name: string) => values.get(name) ?? 0;
  const calls = samples.filter(({ name }) => clientRequests.test(name));
  const urls = new Set(calls.map(({ labels }) => labels.instance ?? ""));
  const callsTo = (url: string) =>
    calls.filter(({ labels }) => labels.instance === url);
  return {
    at,
    startedAt: last("process_start_time_seconds") * 1000,
    served: trafficOf(samples.filter(({ name }) => serverRequests.test(name))),
    called: new Map([...urls].map((url) => [url, trafficOf(callsTo(url))])),
    cpuSeconds: last("process_cpu_seconds_total"),
    memoryBytes: last("process_resident_memory_bytes"),
    lagMs: Math.max(
      last("nodejs_eventloop_lag_p99_seconds") * 1000 - timerMs,
      0,
    ),
    pool: poolOf(samples),
  };
}

function trafficOf(samples: Sample[]): Traffic {
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

/** A status of 5xx, or an outcome that is no status: there was no answer. */
function isFailure({ status, outcome }: Sample["labels"]): boolean {
  return !(Number(status ?? outcome) < 500);
}

function poolOf(samples: Sample[]) {
  const states = samples
    .filter(({ name }) => name === "mongodb_pool_connections")
    .map(({ labels, value }) => [labels.state, value]);
  if (states.length === 0) return undefined;
  const {
    open = 0,
    in_use: inUse = 0,
    waiting = 0,
  } = Object.fromEntries(states);
  return { open, inUse, waiting };
}
