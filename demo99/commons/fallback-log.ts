import type { Log } from "#commons/log.ts";
import { resilienceEvents } from "#commons/resilience-events.ts";

const quietMs = 10_000;

/**
 * Logs that a fallback is in use: at once, then every ten seconds at most, with
 * the number of uses in between. An outage must not flood the log.
 */
export function logFallbacks(log: Pick<Log, "warn">, now = Date.now) {
  const uses = new Map<string, { unlogged: number; quietUntil: number }>();

  resilienceEvents.on("fallback", ({ what }) => {
    const use = uses.get(what) ?? { unlogged: 0, quietUntil: 0 };
    uses.set(what, use);
    if (now() < use.quietUntil) {
      use.unlogged++;
      return;
    }
    const more = use.unlogged > 0 ? ` (${use.unlogged} more before)` : "";
    log.warn(`fallback: ${what}${more}`);
    use.unlogged = 0;
    use.quietUntil = now() + quietMs;
  });
}
