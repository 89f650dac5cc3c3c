import type { LeaseHistory } from "./history.ts";
import { hostInUrl, webUrl } from "./host.ts";
import type { Instance } from "./instance.ts";
import type { LeaseRegistry } from "./lease-registry.ts";
import type { InstanceLease, Registration } from "./registration.ts";

export type Settings = {
  renewalThreshold: number;
  selfPreservation: boolean;
  evictionSeconds: number;
  deltaSeconds: number;
  peers: string[];
  /** For registrations; empty if they need none. */
  password: string;
};

export type OverviewService = ReturnType<typeof createOverviewService>;
export type Overview = ReturnType<OverviewService["get"]>;
export type Row = Overview["instances"][number];

/** The data of the registry's page: instances, renewals and history. */
export function createOverviewService(
  leases: LeaseRegistry<Registration>,
  history: LeaseHistory,
  settings: Settings,
  now: () => number,
) {
  return {
    get() {
      const { total, renewing, threshold, isPreserving } = leases.survey();
      const list = leases.list();
      const { password, peers, ...shown } = settings;
      return {
        settings: { ...shown, peers: peers.map(withoutCredentials) },
        renewals: {
          total,
          renewing,
          threshold,
          isPreserving,
          lastMinute: history.renewalsLastMinute(),
          expectedLastMinute: expectedLastMinute(list, now()),
        },
        instances: list.map((lease) => toRow(lease, now())),
        happenings: history.entries(),
        now: now(),
      };
    },
  };
}

/** Undefined if the host name is no host: it must not become part of a URL. */
function addressOf({ hostName, port }: Instance): string | undefined {
  const host = hostInUrl(hostName);
  return host && `${host}:${port.number}`;
}

const withoutCredentials = (url: string) => url.replace(/\/\/.*@/, "//");

function toRow({ holder, ...lease }: InstanceLease, now: number) {
  const { instance, status, override } = holder;
  const silentMs = now - lease.renewedAt;
  return {
    app: instance.app,
    id: instance.id,
    address: addressOf(instance),
    url: webUrl(instance.details.homePageUrl),
    status,
    isOverridden: override !== undefined,
    silentMs,
    durationMs: lease.durationMs,
    isSilent: silentMs > lease.durationMs,
  };
}

/** An instance that has just registered has had no time for many renewals. */
function expectedLastMinute(leases: InstanceLease[], now: number): number {
  const expected = leases.map(({ grantedAt, holder }) => {
    const seconds = Math.min(60, (now - grantedAt) / 1000);
    return Math.floor(seconds / holder.instance.renewalIntervalSeconds);
  });
  return expected.reduce((sum, n) => sum + n, 0);
}
