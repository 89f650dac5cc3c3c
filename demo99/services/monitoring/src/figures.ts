import { type Rates, ratesOf } from "./rates.ts";
import type { Reading } from "./reading.ts";
import { increase, type Traffic } from "./traffic.ts";

/** The figures of an instance, computed over its latest scrapes. */
export type Figures = Rates & {
  served: Traffic;
  memoryBytes: number;
  cpuShare: number;
  /** The mean: a single pause of a process is no symptom. */
  lagMs: number;
  pool: Reading["pool"];
  circuits: Reading["circuits"];
  /** Its calls to other instances, by their URL. */
  calls: Map<string, Rates>;
};

/** Undefined with fewer than two scrapes: a rate needs two counts. */
export function figuresOf(readings: Reading[]): Figures | undefined {
  const before = readings.at(0);
  const after = readings.at(-1);
  if (!before || !after || before === after) return undefined;
  const seconds = (after.at - before.at) / 1000;
  const served = increase(before.served, after.served);
  const calls = [...after.called].map(([url, traffic]) => {
    const made = increase(before.called.get(url), traffic);
    return [url, ratesOf(made, seconds)] as const;
  });
  return {
    ...ratesOf(served, seconds),
    served,
    memoryBytes: after.memoryBytes,
    cpuShare: (after.cpuSeconds - before.cpuSeconds) / seconds,
    lagMs: mean(readings.slice(1).map(({ lagMs }) => lagMs)),
    pool: after.pool,
    circuits: after.circuits,
    calls: new Map(calls),
  };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
