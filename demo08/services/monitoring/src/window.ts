import type { Reading } from "./reading.ts";
import { increase, type Rates, ratesOf, type Traffic } from "./traffic.ts";

/** How an instance does now, as of its latest scrape. */
export type Figures = Rates & {
  served: Traffic;
  memoryBytes: number;
  cpuShare: number;
  /** On average: any process may be held up once. */
  lagMs: number;
  pool: Reading["pool"];
  /** Its calls to other instances, by their URL. */
  calls: Map<string, Rates>;
};

export type Point = { at: number } & Partial<
  Pick<
    Figures,
    "perSecond" | "errorShare" | "p50Ms" | "p95Ms" | "memoryBytes" | "lagMs"
  >
>;

export type Window = ReturnType<typeof createWindow>;

const ratesMs = 10_000;
const keptMs = 300_000;

/**
 * The scrapes of one instance: complete for as long as rates are computed
 * over, a point for a chart from each for five minutes.
 */
export function createWindow() {
  const readings: Reading[] = [];
  const points: Point[] = [];

  function figures(): Figures | undefined {
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
      calls: new Map(calls),
    };
  }

  return {
    figures,
    points: () => points,
    latest: () => readings.at(-1),

    add(reading: Reading) {
      const isRestarted = readings.at(-1)?.startedAt !== reading.startedAt;
      if (isRestarted) readings.length = 0;
      readings.push(reading);
      dropBefore(readings, reading.at - ratesMs);
      const now = figures();
      if (now) points.push(pointOf(reading.at, now));
      dropBefore(points, reading.at - keptMs);
    },
  };
}

function pointOf(at: number, figures: Figures): Point {
  const { perSecond, errorShare, p50Ms, p95Ms, memoryBytes, lagMs } = figures;
  return { at, perSecond, errorShare, p50Ms, p95Ms, memoryBytes, lagMs };
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function dropBefore(items: { at: number }[], time: number) {
  while (items[0] && items[0].at < time) items.shift();
}
