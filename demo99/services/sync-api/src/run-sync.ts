import type { Log } from "#commons/log.ts";
import { repeat } from "#commons/repeat.ts";
import { measureLag } from "#commons/replica/sync-metrics.ts";
import type { Sync } from "./sync.ts";

const pollMs = 250;

/**
 * What sync-api does by itself, for ever. It begins once the service is
 * registered: the calls need the list of instances.
 */
export function runSync(sync: Sync, log: Log): void {
  void sync.renew().catch(() => {});
  void repeat(sync.renewMs, sync.renew, log);
  void repeat(pollMs, sync.runIfDue, log);
  measureLag(sync.measure);
}
