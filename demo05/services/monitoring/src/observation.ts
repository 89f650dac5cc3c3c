import type { Watched } from "./watched.ts";

export type Observation = ReturnType<typeof observationsOf>[number];

/** What the poller found out about each registered instance, by its /health. */
export function observationsOf(all: Watched[]) {
  return all.flatMap(({ service, instanceId, url, status, ...one }) => {
    if (!one.isRegistered || !one.probe) return [];
    const { at, timeMs, health, error } = one.probe;
    return [
      {
        ...{ service, instanceId, url, registryStatus: status },
        ...{ at, timeMs, health, error },
      },
    ];
  });
}
