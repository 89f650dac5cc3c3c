import { type Finding, reasonOf } from "./checkup.ts";

type Named = Pick<Finding, "service" | "instanceId">;

export type Sample = { at: number; status: Finding["status"] };

/** One instance in the last 90 seconds, the earliest sample first. */
export type Strip = Named & {
  url: string;
  samples: Sample[];
  /** Gone: the registry does not know it any more. */
  state: Finding["status"] | "GONE";
  reason: string | undefined;
};

export type Change = Named & {
  number: number;
  at: number;
  became: Strip["state"];
  reason: string | undefined;
};

export type History = ReturnType<typeof createHistory>;

type Limits = { windowMs?: number; maxChanges?: number };

/** Remembers for a while how each instance was, and when that changed. */
export function createHistory(
  now: () => number,
  { windowMs = 90_000, maxChanges = 50 }: Limits = {},
) {
  const strips = new Map<string, Strip>();
  const changes: Change[] = [];
  let number = 0;

  function turn(strip: Strip, became: Strip["state"]) {
    if (strip.state === became) return;
    strip.state = became;
    const { service, instanceId, reason } = strip;
    const at = now();
    changes.unshift({
      number: ++number,
      at,
      service,
      instanceId,
      became,
      reason,
    });
    changes.length = Math.min(changes.length, maxChanges);
  }

  function add(finding: Finding) {
    const { service, instanceId, url, status } = finding;
    const strip = strips.get(instanceId) ?? {
      ...{ service, instanceId, url },
      samples: [],
      state: "GONE",
      reason: undefined,
    };
    strips.set(instanceId, strip);
    strip.reason = reasonOf(finding);
    strip.samples.push({ at: now(), status });
    turn(strip, status);
  }

  function miss(strip: Strip) {
    strip.reason = undefined;
    turn(strip, "GONE");
  }

  /** Whoever has gone is shown until nothing is left of its strip. */
  function forgetOld() {
    const oldest = now() - windowMs;
    for (const [id, strip] of strips) {
      strip.samples = strip.samples.filter(({ at }) => at > oldest);
      if (strip.samples.length === 0) strips.delete(id);
    }
  }

  return {
    windowMs,

    /** Takes in one round; answers what has changed by it, the latest first. */
    record(findings: Finding[]): Change[] {
      const last = number;
      const present = new Set(findings.map(({ instanceId }) => instanceId));
      for (const finding of findings) add(finding);
      for (const strip of strips.values()) {
        if (!present.has(strip.instanceId)) miss(strip);
      }
      forgetOld();
      return changes.filter((change) => change.number > last);
    },

    strips: () => [...strips.values()].toSorted(byName),
    changes: () => changes,
  };
}

function byName(a: Strip, b: Strip) {
  return (
    a.service.localeCompare(b.service) ||
    a.instanceId.localeCompare(b.instanceId, undefined, { numeric: true })
  );
}
