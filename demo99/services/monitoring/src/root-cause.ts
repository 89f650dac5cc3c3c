import type { Figures } from "./figures.ts";
import { areBad, callsTo, symptomsOf } from "./symptoms.ts";

/** What monitoring knows of an instance at the time of an assessment. */
export type Instance = {
  service: string;
  instanceId: string;
  url: string;
  /** Where it serves gRPC, if it does. */
  grpcUrl?: string | undefined;
  /** "gone": it does not respond and is no longer registered. */
  state: "new" | "up" | "down" | "gone";
  /** It deregistered before it stopped responding. */
  hasDeregistered: boolean;
  /** Why its latest reply to GET /health does not count as UP. */
  healthError: string | undefined;
  figures: Figures | undefined;
};

export type Assessment = {
  /** "degraded": it has symptoms, and an unhealthy callee causes them. */
  condition: "healthy" | "unhealthy" | "degraded";
  reasons: string[];
  /** Root causes of a degraded instance: ids of unhealthy instances. */
  because: string[];
};

/**
 * Which instances are unhealthy, and why. An instance that fails or is slow
 * because its callees do is not unhealthy but degraded: the assessment follows
 * the bad calls from caller to callee until no callee explains the symptoms.
 * The instance where this ends is the root cause. Returned by instance id.
 */
export function assess(instances: Instance[]): Map<string, Assessment> {
  const symptoms = new Map(
    instances.map((one) => [one, symptomsOf(one, instances)]),
  );
  const of = (one: Instance) => symptoms.get(one) ?? [];

  /** The callees that may have caused the symptoms of an instance. */
  function suspects(one: Instance): Instance[] {
    if (of(one).some(({ isOwn }) => isOwn)) return [];
    return instances.filter((callee) => {
      const calls = callsTo(callee, one);
      if (!calls || callee === one || of(callee).length === 0) return false;
      return areBad(calls) || isMissing(callee, instances);
    });
  }

  function rootCauses(one: Instance, visited = new Set<Instance>()) {
    if (visited.has(one)) return [];
    visited.add(one);
    const callees = suspects(one);
    if (callees.length === 0) return [one];
    return callees.flatMap((callee): Instance[] => rootCauses(callee, visited));
  }

  return new Map(
    instances.map((one) => {
      const reasons = of(one).map(({ reason }) => reason);
      if (reasons.length === 0) return [one.instanceId, healthy];
      const because = rootCauses(one)
        .filter((root) => root !== one)
        .map(({ instanceId }) => instanceId);
      // Instances whose symptoms only explain each other have no root cause.
      const condition = because.length > 0 ? "degraded" : "unhealthy";
      return [one.instanceId, { condition, reasons, because }];
    }),
  );
}

const healthy: Assessment = { condition: "healthy", reasons: [], because: [] };

/**
 * No instance of its service is left. Callers have nothing to call then, so
 * their figures contain no failed calls to it.
 */
function isMissing({ service }: Instance, instances: Instance[]): boolean {
  return instances
    .filter((other) => other.service === service)
    .every(({ state }) => state === "gone");
}
