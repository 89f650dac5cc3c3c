import type { Port } from "./instance.ts";
import type { InstanceLease } from "./registration.ts";

/** An instance with the fields and spelling of Netflix's server. */
export function toInstanceInfo({ holder, ...lease }: InstanceLease) {
  const { instance, status, override = "UNKNOWN", lastChange } = holder;
  return {
    instanceId: instance.id,
    hostName: instance.hostName,
    app: instance.app,
    ipAddr: instance.ipAddr,
    status,
    overriddenStatus: override,
    port: toPort(instance.port),
    securePort: toPort(instance.securePort),
    countryId: instance.countryId,
    dataCenterInfo: {
      "@class": classOf(instance.dataCenter.name),
      ...instance.dataCenter,
    },
    leaseInfo: {
      renewalIntervalInSecs: instance.renewalIntervalSeconds,
      durationInSecs: instance.durationSeconds,
      registrationTimestamp: lease.grantedAt,
      lastRenewalTimestamp: lease.renewedAt,
      evictionTimestamp: lastChange === "DELETED" ? holder.changedAt : 0,
      serviceUpTimestamp: holder.upSince,
    },
    metadata: orEmptyMap(instance.metadata),
    ...instance.details,
    vipAddress: instance.vipAddress,
    secureVipAddress: instance.secureVipAddress,
    isCoordinatingDiscoveryServer: "false",
    lastUpdatedTimestamp: String(holder.changedAt),
    lastDirtyTimestamp: String(instance.lastDirtyTimestamp),
    actionType: lastChange,
  };
}

export function toApplication(name: string, leases: InstanceLease[]) {
  return { name, instance: leases.map(toInstanceInfo) };
}

/**
 * Instances by application. A client that has applied a delta compares the
 * hash code with its own, and fetches everything if they differ.
 */
export function toApplications(
  leases: InstanceLease[],
  { version = "1", hashCode = hashCodeOf(leases) } = {},
) {
  const byName = new Map<string, InstanceLease[]>();
  for (const lease of leases) {
    const { app } = lease.holder.instance;
    const group = byName.get(app);
    if (group) group.push(lease);
    else byName.set(app, [lease]);
  }
  return {
    versions__delta: version,
    apps__hashcode: hashCode,
    // Always a list: without this key, some clients keep their old instances.
    application: [...byName].map(([name, it]) => toApplication(name, it)),
  };
}

/** How many instances have each status: `DOWN_1_UP_2_`. */
export function hashCodeOf(leases: InstanceLease[]): string {
  const counts = new Map<string, number>();
  for (const { status } of leases.map(({ holder }) => holder)) {
    counts.set(status, (counts.get(status) ?? 0) + 1);
  }
  const names = [...counts.keys()].sort();
  return names.map((name) => `${name}_${counts.get(name)}_`).join("");
}

function toPort({ number, isEnabled }: Port) {
  return { $: number, "@enabled": String(isEnabled) };
}

function classOf(dataCenter: string): string {
  return dataCenter === "Amazon"
    ? "com.netflix.appinfo.AmazonInfo"
    : "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo";
}

function orEmptyMap(map: Record<string, string>) {
  const isEmpty = Object.keys(map).length === 0;
  return isEmpty ? { "@class": "java.util.Collections$EmptyMap" } : map;
}
