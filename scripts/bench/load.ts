import { setTimeout as pause } from "node:timers/promises";
import { percentile } from "../shoppers/tally.ts";

/** Makes one call; whether it succeeded. */
export type Call = () => Promise<boolean>;

/** The duration of each call in ms, and of all together. */
export type Sample = { ms: number[]; failed: number; seconds: number };

export type Figures = {
  calls: number;
  failed: number;
  perSecond: number;
  p50: number;
  p99: number;
};

const connections = 8;
const afterFailureMs = 20;

/**
 * Calls for some seconds, eight at a time: the next call is made when one has
 * its reply. Calls in flight at the end are finished, and count.
 */
export async function load(call: Call, seconds: number): Promise<Sample> {
  return loadUntil(call, (passed) => passed >= seconds);
}

/** Calls as `load` does, for as long as the work takes. */
export async function loadDuring(call: Call, work: () => Promise<unknown>) {
  let isDone = false;
  const loaded = loadUntil(call, () => isDone);
  try {
    await work();
  } finally {
    isDone = true;
  }
  return loaded;
}

async function loadUntil(call: Call, isOver: (passed: number) => boolean) {
  const startedAt = performance.now();
  const passed = () => (performance.now() - startedAt) / 1_000;
  const sample: Sample = { ms: [], failed: 0, seconds: 0 };

  async function work() {
    while (!isOver(passed())) {
      const sentAt = performance.now();
      const hasFailed = !(await call());
      sample.ms.push(performance.now() - sentAt);
      if (!hasFailed) continue;
      sample.failed++;
      // Without an instance, calls would fail thousands of times a second.
      await pause(afterFailureMs);
    }
  }
  await Promise.all(Array.from({ length: connections }, work));
  sample.seconds = passed();
  return sample;
}

export function joinSamples(samples: Sample[]): Sample {
  const sum = (count: (sample: Sample) => number) =>
    samples.reduce((total, sample) => total + count(sample), 0);
  return {
    ms: samples.flatMap(({ ms }) => ms),
    failed: sum(({ failed }) => failed),
    seconds: sum(({ seconds }) => seconds),
  };
}

export function figuresOf({ ms, failed, seconds }: Sample): Figures {
  const sorted = ms.toSorted((a, b) => a - b);
  return {
    calls: ms.length,
    failed,
    perSecond: ms.length / seconds,
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
  };
}
