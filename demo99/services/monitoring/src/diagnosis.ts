import type { Rates } from "./traffic.ts";
import type { Figures } from "./window.ts";

/** What is known of an instance when somebody asks how it is. */
export type Patient = {
  service: string;
  instanceId: string;
  url: string;
  /** Gone is who neither answers nor is registered any more. */
  state: "new" | "up" | "down" | "gone";
  /** It was off the registry before it fell silent. */
  saidGoodbye: boolean;
  figures: Figures | undefined;
};

export type Verdict = {
  condition: "well" | "ill" | "suffering";
  reasons: string[];
  /** The ill instances that a suffering one suffers from. */
  because: string[];
};

type Symptom = { reason: string; mayComeFromOthers: boolean };
type Counts = Pick<Rates, "requests" | "failures">;
type Calls = Counts & Pick<Rates, "p50Ms" | "p95Ms">;

const failingShare = 0.05;
const failuresToTell = 3;
const slowMs = 1_000;
/** Of fewer, the slowest one in twenty may be a single one. */
const enoughForP95 = 20;
const laggingMs = 250;

/**
 * Who is ill, and why. Who fails or is slow because those that it calls do is
 * not ill itself: the blame is passed on along the bad calls until there is
 * nobody to pass it on to.
 */
export function diagnose(patients: Patient[]): Map<string, Verdict> {
  const symptoms = new Map(
    patients.map((one) => [one, symptomsOf(one, callsTo(one, patients))]),
  );
  const of = (one: Patient) => symptoms.get(one) ?? [];

  function blamed(one: Patient): Patient[] {
    if (of(one).some((symptom) => !symptom.mayComeFromOthers)) return [];
    return patients.filter((other) => {
      const calls = one.figures?.calls.get(other.url);
      if (!calls || other === one || of(other).length === 0) return false;
      return areBad(calls) || isMissed(other);
    });
  }

  /** Nobody can call it any more, nor another of its kind instead. */
  function isMissed({ service, state }: Patient): boolean {
    const kind = patients.filter((other) => other.service === service);
    return state === "gone" && kind.every((other) => other.state === "gone");
  }

  function rootsOf(one: Patient, seen = new Set<Patient>()): Patient[] {
    if (seen.has(one)) return [];
    seen.add(one);
    const others = blamed(one);
    if (others.length === 0) return [one];
    return others.flatMap((other) => rootsOf(other, seen));
  }

  return new Map(
    patients.map((one) => {
      const reasons = of(one).map(({ reason }) => reason);
      const roots = reasons.length > 0 ? rootsOf(one) : [];
      const because = roots.filter((root) => root !== one);
      return [one.instanceId, verdict(reasons, because)];
    }),
  );
}

function verdict(reasons: string[], others: Patient[]): Verdict {
  const because = others.map(({ instanceId }) => instanceId);
  if (reasons.length === 0) return { condition: "well", reasons, because };
  const condition = because.length > 0 ? "suffering" : "ill";
  return { condition, reasons, because };
}

function callsTo({ url }: Patient, patients: Patient[]): Calls[] {
  return patients
    .filter(({ state }) => state === "up")
    .flatMap(({ figures }) => figures?.calls.get(url) ?? []);
}

function symptomsOf(one: Patient, calls: Calls[]): Symptom[] {
  const { state, saidGoodbye, figures } = one;
  if (state === "down") return [its("It does not answer.")];
  if (state === "gone" && !saidGoodbye) {
    return [its("It fell silent, and the registry has struck it off.")];
  }
  return [
    ...(state === "up" && figures ? ownSymptoms(figures) : []),
    ...symptomsSeenBy(calls),
  ];
}

function ownSymptoms(figures: Figures): Symptom[] {
  const { lagMs } = figures;
  const symptoms = [
    isFailing(figures) && perhapsIts(`${share(figures)} requests failed.`),
    isSlow(figures) && perhapsIts(`Slow: ${usualWait(figures)}.`),
    lagMs >= laggingMs && its(`Its event loop lags ${Math.round(lagMs)} ms.`),
  ];
  return symptoms.filter((symptom) => symptom !== false);
}

function symptomsSeenBy(calls: Calls[]): Symptom[] {
  const requests = calls.reduce((sum, call) => sum + call.requests, 0);
  const failures = calls.reduce((sum, call) => sum + call.failures, 0);
  if (!isFailing({ requests, failures })) return [];
  return [
    perhapsIts(`${share({ requests, failures })} calls made to it failed.`),
  ];
}

const its = (reason: string) => ({ reason, mayComeFromOthers: false });
const perhapsIts = (reason: string) => ({ reason, mayComeFromOthers: true });

const areBad = (calls: Calls) => calls.failures > 0 || isSlow(calls);

function isFailing({ requests, failures }: Counts): boolean {
  return failures >= failuresToTell && failures >= requests * failingShare;
}

function isSlow(calls: Calls): boolean {
  const { ms = 0 } = percentileOf(calls);
  return calls.requests >= failuresToTell && ms >= slowMs;
}

function usualWait(calls: Calls): string {
  const { name, ms = 0 } = percentileOf(calls);
  return `${name} is ${Math.round(ms)} ms`;
}

function percentileOf({ requests, p50Ms, p95Ms }: Calls) {
  return requests < enoughForP95
    ? { name: "p50", ms: p50Ms }
    : { name: "p95", ms: p95Ms };
}

function share({ requests, failures }: Counts): string {
  return `${Math.round((failures / requests) * 100)} % of ${requests}`;
}
