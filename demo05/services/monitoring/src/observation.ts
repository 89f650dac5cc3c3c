import { stateOf, type Watched } from "./watched.ts";

export type Observation = ReturnType<typeof observationsOf>[number];

/** What the poller found out about each registered instance, by its /health. */
export function observationsOf(all: Watched[]) {
  return all.flatMap((one) => {
    const { service, instanceId, url, status: registryStatus } = one;
    const observed = latestOf(one);
    if (!one.isRegistered || !observed) return [];
    return [{ service, instanceId, url, registryStatus, ...observed }];
  });
}

/** The latest probe. A failed scrape times out sooner, and is newer then. */
function latestOf(one: Watched): Watched["probe"] {
  if (!one.probe || stateOf(one) !== "down") return one.probe;
  const { timeMs, error = "Does not respond." } = one.probe;
  const at = Math.max(one.probe.at, one.missedAt);
  return { at, timeMs, health: undefined, error };
}
