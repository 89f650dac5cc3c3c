import { type Change, createChanges } from "./changes.ts";
import { type Observation, statusOf } from "./observation.ts";
import { addSample, compareStrips, createStrip, type Strip } from "./strip.ts";

export type History = ReturnType<typeof createHistory>;

type Limits = { windowMs?: number; maxChanges?: number };

/** The states of each instance in the last 90 seconds, and their changes. */
export function createHistory(
  now: () => number,
  { windowMs = 90_000, maxChanges = 50 }: Limits = {},
) {
  const strips = new Map<string, Strip>();
  const changes = createChanges(maxChanges);

  function add(observation: Observation) {
    const status = statusOf(observation);
    if (status === "UNKNOWN") return;
    const { instanceId } = observation;
    const strip = strips.get(instanceId) ?? createStrip(observation);
    strips.set(instanceId, strip);
    addSample(strip, observation, now());
    changes.turn(strip, status, now());
  }

  function markGone(strip: Strip) {
    strip.reason = undefined;
    changes.turn(strip, "GONE", now());
  }

  /** Drops old samples; an instance without samples is not shown. */
  function expire() {
    const oldest = now() - windowMs;
    for (const [id, strip] of strips) {
      strip.samples = strip.samples.filter(({ at }) => at > oldest);
      if (strip.samples.length === 0) strips.delete(id);
    }
  }

  return {
    windowMs,
    expire,
    strips: () => [...strips.values()].toSorted(compareStrips),
    changes: changes.all,

    /** Adds what was observed now; returns the changes, the latest first. */
    record(observations: Observation[]): Change[] {
      const last = changes.last();
      const present = new Set(observations.map((one) => one.instanceId));
      for (const observation of observations) add(observation);
      for (const strip of strips.values()) {
        if (!present.has(strip.instanceId)) markGone(strip);
      }
      expire();
      return changes.after(last);
    },
  };
}
