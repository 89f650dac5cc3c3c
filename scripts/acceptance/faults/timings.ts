import { setTimeout as pause } from "node:timers/promises";

/** A call that has ended; `since` counts from the start of this process. */
export type Timing = { since: number; ms: number; ok: boolean };

/** Enough that the store is busy, and not so much that it only queues. */
const paceMs = 200;

/** Makes a call on so many lanes, with a short break, and times each one. */
export function keepCalling(lanes: number, call: () => Promise<unknown>) {
  const timings: Timing[] = [];
  let isOn = true;

  async function lane() {
    while (isOn) {
      const since = performance.now();
      const ok = await call().then(
        () => true,
        () => false,
      );
      timings.push({ since, ms: performance.now() - since, ok });
      await pause(paceMs);
    }
  }

  const all = Array.from({ length: lanes }, lane);
  return {
    timings,
    async end() {
      isOn = false;
      await Promise.all(all);
    },
  };
}

/** What this share of the calls did not exceed. */
export function quantileMs(share: number, timings: Timing[]): number {
  const sorted = timings.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const index = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.max(index, 0)] ?? Number.NaN;
}

/** The most that happened within so long, at times that are in order. */
export function peak(times: number[], windowMs: number): number {
  const counts = times.map((from, index) => {
    const end = times.findIndex((time) => time >= from + windowMs);
    return (end === -1 ? times.length : end) - index;
  });
  return Math.max(0, ...counts);
}
