import type { Figures } from "./figures.ts";
import type { Rates } from "./rates.ts";
import type { Instance } from "./root-cause.ts";

/** `isOwn`: no callee can have caused it. */
export type Symptom = { reason: string; isOwn: boolean };

type Counts = Pick<Rates, "requests" | "failures">;
type Calls = Counts & Pick<Rates, "p50Ms" | "p95Ms">;

const minFailures = 3;
const minRequests = 3;
const minFailedShare = 0.05;
const slowMs = 1_000;
const lagMs = 250;
/** With fewer requests, one slow request alone would decide the p95. */
const minRequestsForP95 = 20;

/** What is wrong with an instance, by its own report and by its callers'. */
export function symptomsOf(one: Instance, instances: Instance[]): Symptom[] {
  const { state, hasDeregistered, healthError, figures } = one;
  if (state === "down") return [own("Does not respond.")];
  if (state === "gone" && !hasDeregistered) {
    return [own("Stopped responding; its registration has expired.")];
  }
  return [
    ...(healthError ? [own(healthError)] : []),
    ...(state === "up" && figures ? symptomsIn(figures) : []),
    ...symptomsSeenBy(allCallsTo(one, instances)),
  ];
}

/** Whether these calls may explain the symptoms of their caller. */
export function areBad(calls: Calls): boolean {
  return calls.failures > 0 || isSlow(calls);
}

function symptomsIn(figures: Figures): Symptom[] {
  const { name, ms = 0 } = percentileOf(figures);
  const found = [
    isFailing(figures) && shared(`${share(figures)} requests failed.`),
    isSlow(figures) && shared(`Slow: ${name} is ${Math.round(ms)} ms.`),
    figures.lagMs >= lagMs &&
      own(`Event loop lag is ${Math.round(figures.lagMs)} ms.`),
  ];
  return found.filter((symptom) => symptom !== false);
}

/** An instance that hangs counts no failure itself; its callers do. */
function symptomsSeenBy(calls: Calls[]): Symptom[] {
  const requests = calls.reduce((sum, call) => sum + call.requests, 0);
  const failures = calls.reduce((sum, call) => sum + call.failures, 0);
  if (!isFailing({ requests, failures })) return [];
  return [shared(`${share({ requests, failures })} calls to it failed.`)];
}

function allCallsTo(callee: Instance, instances: Instance[]): Calls[] {
  return instances
    .filter(({ state }) => state === "up")
    .flatMap((caller) => callsTo(callee, caller) ?? []);
}

/** The calls of one instance to another, with HTTP or gRPC. */
export function callsTo({ url, grpcUrl = url }: Instance, caller: Instance) {
  const calls = caller.figures?.calls;
  return calls?.get(url) ?? calls?.get(grpcUrl);
}

const own = (reason: string): Symptom => ({ reason, isOwn: true });
const shared = (reason: string): Symptom => ({ reason, isOwn: false });

function isFailing({ requests, failures }: Counts): boolean {
  return failures >= minFailures && failures >= requests * minFailedShare;
}

function isSlow(calls: Calls): boolean {
  const { ms = 0 } = percentileOf(calls);
  return calls.requests >= minRequests && ms >= slowMs;
}

function percentileOf({ requests, p50Ms, p95Ms }: Calls) {
  return requests < minRequestsForP95
    ? { name: "p50", ms: p50Ms }
    : { name: "p95", ms: p95Ms };
}

function share({ requests, failures }: Counts): string {
  return `${Math.round((failures / requests) * 100)} % of ${requests}`;
}
