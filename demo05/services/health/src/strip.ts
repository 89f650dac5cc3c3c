import { type Observation, type Status, statusOf } from "./observation.ts";

type Sample = { at: number; status: Status };

/** The samples of one instance in the window, the earliest first. */
export type Strip = {
  service: string;
  instanceId: string;
  url: string;
  samples: Sample[];
  /** "GONE": no longer registered. */
  state: Status | "GONE";
  reason: string | undefined;
  /** Of the latest observation, by the clock of monitoring. */
  observedAt: number | undefined;
};

export function createStrip(observation: Observation): Strip {
  const { service, instanceId, url } = observation;
  return {
    ...{ service, instanceId, url },
    samples: [],
    state: "GONE",
    reason: undefined,
    observedAt: undefined,
  };
}

/** Adds a sample, unless it is the same observation as before. */
export function addSample(strip: Strip, observation: Observation, at: number) {
  strip.reason = observation.error;
  if (strip.observedAt === observation.at) return;
  strip.observedAt = observation.at;
  strip.samples.push({ at, status: statusOf(observation) });
}

/** By service, then by number: 9 before 10. */
export function compareStrips(a: Strip, b: Strip): number {
  return (
    a.service.localeCompare(b.service) ||
    a.instanceId.localeCompare(b.instanceId, undefined, { numeric: true })
  );
}
