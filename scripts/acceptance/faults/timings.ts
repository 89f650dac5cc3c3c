import { setTimeout as pause } from "node:timers/promises";

/** A call that has ended; `since` is in ms from the start of this process. */
export type Timing = { since: number; ms: number; ok: boolean };

/** Enough lanes to keep the store busy, too few to make requests queue. */
const paceMs = 200;

/** Makes a call on each lane repeatedly, with a short pause, and times it. */
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

/** The duration that this share of the calls did not exceed. */
export function quantileMs(share: number, timings: Timing[]): number {
  const sorted = timings.map(({ ms }) => ms).toSorted((a, b) => a - b);
  const index = Math.ceil(share * sorted.length) - 1;
  return sorted[Math.max(index, 0)] ?? Number.NaN;
}

/** The most events within a period; the times are in ascending order. */
export function peak(times: number[], windowMs: number): number {
  const counts = times.map((from, index) => {
    const end = times.findIndex((time) => time >= from + windowMs);
    return (end === -1 ? times.length : end) - index;
  });
  return Math.max(0, ...counts);
}
