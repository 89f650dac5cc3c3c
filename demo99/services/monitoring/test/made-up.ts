import type { Figures } from "../src/figures.ts";
import type { Rates } from "../src/rates.ts";
import { assess, type Instance } from "../src/root-cause.ts";
import { noTraffic } from "../src/traffic.ts";

export function rates(requests: number, failures = 0, p95Ms = 10): Rates {
  const errorShare = requests === 0 ? 0 : failures / requests;
  return { requests, perSecond: 1, failures, errorShare, p50Ms: 5, p95Ms };
}

export function figures(
  served: Rates,
  calls: Record<string, Rates> = {},
  lagMs = 0,
): Figures {
  return {
    ...served,
    served: noTraffic(),
    memoryBytes: 1,
    cpuShare: 0,
    lagMs,
    pool: undefined,
    circuits: [],
    calls: new Map(Object.entries(calls)),
  };
}

/** An instance of a service of its own; its URL is its id. */
export function instance(id: string, how: Partial<Instance> = {}): Instance {
  return {
    service: id,
    instanceId: id,
    url: id,
    state: "up",
    hasDeregistered: false,
    healthError: undefined,
    figures: figures(rates(100)),
    ...how,
  };
}

export function conditions(...instances: Instance[]) {
  return Object.fromEntries(
    [...assess(instances)].map(([id, { condition }]) => [id, condition]),
  );
}

export function reasons(one: Instance, ...others: Instance[]) {
  return assess([one, ...others]).get(one.instanceId)?.reasons;
}
