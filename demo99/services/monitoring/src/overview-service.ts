import { observationsOf } from "./observation.ts";
import type { Poller } from "./poller.ts";
import type { Assessment } from "./root-cause.ts";
import { type Row, rowsOf } from "./row.ts";
import { serviceRow } from "./service-row.ts";

export type OverviewService = ReturnType<typeof createOverviewService>;
export type Overview = ReturnType<OverviewService["overview"]>;
export type ServiceRow = Overview["services"][number];
export type InstanceRow = ServiceRow["instances"][number];
export type Series = ReturnType<OverviewService["series"]>[number];

/** Views of what the poller has observed. */
export function createOverviewService(poller: Poller, now: () => number) {
  const rows = () => rowsOf(poller.instances());

  return {
    /** Every instance with its figures, by service. */
    overview() {
      const all = rows();
      const names = new Set(all.map(({ service }) => service));
      const services = [...names].toSorted().map((name) => {
        return serviceRow(
          name,
          all.filter(({ service }) => service === name),
        );
      });
      return { at: now(), services };
    },

    /** Which instances are unhealthy, and which are degraded by them. */
    unhealthy() {
      const all = rows();
      const those = (condition: Assessment["condition"]) =>
        all.filter((row) => row.condition === condition).map(entryOf);
      return { unhealthy: those("unhealthy"), degraded: those("degraded") };
    },

    /** The latest reply of each registered instance to GET /health. */
    observations: () => ({
      at: now(),
      observations: observationsOf(poller.instances()),
    }),

    /** The last five minutes of each instance, for charts. */
    series: () =>
      poller.instances().map(({ service, instanceId, window }) => {
        return { service, instanceId, points: window.points() };
      }),
  };
}

function entryOf(row: Row) {
  const { service, instanceId, url, state, reasons, because } = row;
  return { service, instanceId, url, state, reasons, because };
}
