import {
  type Observation,
  type Observations,
  statusOf,
} from "./observation.ts";

/** The state of all instances for programs: which are down, and why. */
export function reportOf({ at, observations }: Observations) {
  const down = observations.filter((one) => statusOf(one) === "DOWN");
  return {
    status: down.length === 0 ? "UP" : "DOWN",
    at,
    down: down.map(({ service, instanceId, url, error: reason }) => {
      return { service, instanceId, url, reason };
    }),
    services: groupByService(observations),
  };
}

function groupByService(observations: Observation[]) {
  const groups = new Map<string, object[]>();
  for (const { service, ...rest } of observations) {
    const group = groups.get(service) ?? [];
    group.push({ ...rest, status: statusOf(rest) });
    groups.set(service, group);
  }
  return Object.fromEntries(groups);
}
