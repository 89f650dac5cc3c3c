import { Counter } from "prom-client";
import { register } from "#commons/metrics.ts";

export type TellFallback = ReturnType<typeof createFallbackLog>;

type Warnings = { warn(text: string): void };

const quietMs = 10_000;

const fallbacks = new Counter({
  name: "fallbacks_total",
  help: "Answers given without the service that should have been asked.",
  labelNames: ["what"],
  registers: [register],
});

/**
 * Tells that a fallback is in use. Each use is counted; the log hears of it at
 * once, then every ten seconds at most, and how often it was used in between:
 * an outage must not flood it.
 */
export function createFallbackLog(log: Warnings, now = Date.now) {
  const uses = new Map<string, { unsaid: number; quietUntil: number }>();

  return function tellFallback(what: string, why: Error) {
    fallbacks.inc({ what });
    const { unsaid, quietUntil } = uses.get(what) ?? {
      unsaid: 0,
      quietUntil: 0,
    };
    if (now() < quietUntil) {
      uses.set(what, { unsaid: unsaid + 1, quietUntil });
      return;
    }
    const more = unsaid > 0 ? ` (and ${unsaid} times before)` : "";
    log.warn(`fallback: ${what}, since ${why.message}${more}`);
    uses.set(what, { unsaid: 0, quietUntil: now() + quietMs });
  };
}
