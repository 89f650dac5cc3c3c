import { Unavailable } from "#commons/errors.ts";
import { stateOf, type Watched } from "./watched.ts";

export type Observation = ReturnType<typeof observationsOf>[number];

/**
 * The latest probe of /health of each registered instance. Before the first
 * probe of an instance is over, its `at` is undefined. Throws Unavailable while
 * no instance is known: monitoring is registered itself, so an empty list means
 * that the registry does not reply.
 */
export function observationsOf(all: Watched[]) {
  const registered = all.filter(({ isRegistered }) => isRegistered);
  if (registered.length > 0) return registered.map(observationOf);
  throw new Unavailable("The registry has not listed any instance.");
}

function observationOf(one: Watched) {
  const { service, instanceId, url, status: registryStatus } = one;
  return { service, instanceId, url, registryStatus, ...latestOf(one) };
}

/** The latest probe. A failed scrape times out sooner, and is newer then. */
function latestOf(one: Watched): Watched["probe"] {
  if (!one.probe || stateOf(one) !== "down") return one.probe;
  const { timeMs, error = "Does not respond." } = one.probe;
  const at = Math.max(one.probe.at, one.missedAt);
  return { at, timeMs, health: undefined, error };
}
