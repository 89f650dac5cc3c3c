import { NotFound } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import type { Happening, LeaseHistory } from "./history.ts";
import { answersTo, type Instance, keyOf, type Status } from "./instance.ts";
import type { LeaseRegistry } from "./lease-registry.ts";
import type { Peers } from "./peers.ts";
import { printable } from "./printable.ts";
import type { RecentChanges } from "./recent-changes.ts";
import {
  deleted,
  type InstanceLease,
  modified,
  type OperatorChange,
  type Registration,
  registered,
} from "./registration.ts";
import type { Usage } from "./usage.ts";

export type RegistryService = ReturnType<typeof createRegistryService>;

/** A message that a peer has passed on is not passed on again. */
export type Origin = "client" | "peer";

type Dependencies = {
  leases: LeaseRegistry<Registration>;
  changes: RecentChanges;
  history: LeaseHistory;
  peers: Peers;
  usage: Usage;
  log: Log;
  now: () => number;
};

/** The operations of instances, clients, operators and peers. */
export function createRegistryService(dependencies: Dependencies) {
  const { leases, changes, history, peers, usage, log, now } = dependencies;

  function get(app: string, id: string): InstanceLease {
    const lease = leases.find(keyOf(app, id));
    if (!lease) throw new NotFound(`${app}/${id} is not registered.`);
    return lease;
  }

  function note(happening: Happening, lease: InstanceLease) {
    changes.record(lease);
    history.record(happening, lease);
    log.info(`${happening}: ${printable(lease.holder.instance.id)}`);
  }

  function modify(lease: InstanceLease, change: OperatorChange) {
    lease.holder = modified(lease.holder, now(), change);
    changes.record(lease);
  }

  return {
    get,
    list: () => leases.list(),
    listChanges: () => changes.list(),

    /** Of all instances, and of the recent changes; renewals change neither. */
    versions: () => ({
      all: String(changes.version()),
      changes: changes.edition(),
    }),

    listByApp: (app: string) =>
      leases.list().filter(({ holder }) => holder.instance.app === app),

    listByAddress: (kind: "vipAddress" | "secureVipAddress", name: string) =>
      leases
        .list()
        .filter(({ holder }) => answersTo(holder.instance[kind], name)),

    getById(id: string): InstanceLease {
      const isIt = ({ holder }: InstanceLease) => holder.instance.id === id;
      const lease = leases.list().find(isIt);
      if (!lease) throw new NotFound(`${id} is not registered.`);
      return lease;
    },

    /** Throws LimitReached if there is no room for the instance. */
    register(said: Instance, origin: Origin, override?: Status) {
      const key = keyOf(said.app, said.id);
      const before = leases.find(key)?.holder;
      const instance = latestOf(said, before?.instance);
      usage.admit(instance);
      const holder = registered(instance, now(), before, override);

      const lease = leases.grant(key, holder, instance.durationSeconds * 1000);
      note("registered", lease);
      if (origin === "client") peers.tell("Register", lease);
    },

    /**
     * Renews a lease. Throws NotFound, which asks the instance to register, if
     * there is none or the instance has changed since it registered. Returns
     * the lease if a peer has an older version of it.
     */
    renew(app: string, id: string, origin: Origin, dirtySince?: number) {
      const lease = get(app, id);
      leases.renew(lease.key);
      history.countRenewal();
      if (origin === "client") peers.tell("Heartbeat", lease);

      const { lastDirtyTimestamp } = lease.holder.instance;
      const ahead = lastDirtyTimestamp - (dirtySince ?? lastDirtyTimestamp);
      if (ahead < 0) throw new NotFound(`${lease.key} has changed: register.`);
      return ahead > 0 && origin === "peer" ? lease : undefined;
    },

    cancel(app: string, id: string, origin: Origin) {
      const lease = get(app, id);
      leases.revoke(lease.key);
      usage.release(lease.holder.instance);
      lease.holder = deleted(lease.holder, now());
      note("cancelled", lease);
      if (origin === "client") peers.tell("Cancel", lease);
    },

    /** An operator takes an instance out of service, or puts it back. */
    override(app: string, id: string, status: Status, origin: Origin) {
      const lease = get(app, id);
      leases.renew(lease.key);
      if (lease.holder.status === status) return;
      modify(lease, { override: status, status });
      if (origin === "client") peers.tell("StatusUpdate", lease);
    },

    /** The instance's own status counts again, or `fallback` until it registers. */
    removeOverride(app: string, id: string, origin: Origin, fallback?: Status) {
      const lease = get(app, id);
      const { override, instance } = lease.holder;
      leases.renew(lease.key);
      if (!override) return;
      const status = fallback ?? instance.status;
      modify(lease, { override: undefined, status });
      if (origin === "client") peers.tell("DeleteStatusOverride", lease);
    },

    addMetadata(app: string, id: string, added: Record<string, string>) {
      const lease = get(app, id);
      const { instance } = lease.holder;
      const metadata = { ...instance.metadata, ...added };
      usage.admit({ ...instance, metadata });
      modify(lease, { instance: { ...instance, metadata } });
      peers.tell("Register", lease);
    },

    /** Evicts expired leases, unless self-preservation keeps them. */
    evict() {
      for (const lease of leases.evict()) {
        usage.release(lease.holder.instance);
        lease.holder = deleted(lease.holder, now());
        note("evicted", lease);
      }
    },
  };
}

/** Messages overtake each other: the later `lastDirtyTimestamp` counts. */
function latestOf(said: Instance, before: Instance | undefined): Instance {
  const isOutdated =
    before && before.lastDirtyTimestamp > said.lastDirtyTimestamp;
  return isOutdated ? before : said;
}
