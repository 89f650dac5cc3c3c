import { setTimeout as pause } from "node:timers/promises";
import { until } from "../../testing/until.ts";

export type Load = {
  answered: number;
  /** The errors, each with the name of its call. */
  failures: string[];
};

const firstCalls = 3;
/** Between two calls of a lane, so that the machine has time for the event. */
const paceMs = 20;

/**
 * Repeats these calls, each on a lane of its own, from before the event until
 * it is over.
 */
export async function underLoad(
  calls: Record<string, () => Promise<unknown>>,
  event: (load: Load) => Promise<unknown>,
): Promise<Load> {
  const load: Load = { answered: 0, failures: [] };
  const lanes = Object.entries(calls).map(([name, call]) => {
    return { name, call, ended: 0 };
  });
  let isOn = true;

  async function keepCalling(lane: (typeof lanes)[number]) {
    for (; isOn; lane.ended++) {
      try {
        await lane.call();
        load.answered++;
      } catch (error) {
        load.failures.push(`${lane.name}: ${(error as Error).message}`);
      }
      await pause(paceMs);
    }
  }

  async function direct() {
    await until(
      "every lane is busy",
      () => lanes.every(({ ended }) => ended >= firstCalls),
      { withinMs: 30_000 },
    );
    await event(load);
  }

  await Promise.all([
    direct().finally(() => {
      isOn = false;
    }),
    ...lanes.map(keepCalling),
  ]);
  return load;
}

/** Waits until this many further calls have ended. */
export function untilAnswered(load: Load, count: number) {
  const goal = load.answered + load.failures.length + count;
  return until(
    `${count} calls have ended`,
    () => load.answered + load.failures.length >= goal,
    { withinMs: 30_000 },
  );
}

/** Prints a figure; no test depends on it. */
export function tell(what: string, start: number) {
  const seconds = (performance.now() - start) / 1000;
  console.log(`    ${what}: ${seconds.toFixed(1)} s`);
}
