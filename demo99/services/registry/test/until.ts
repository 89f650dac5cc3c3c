import { setTimeout as delay } from "node:timers/promises";

/** Waits for something to become true; fails if that takes too long. */
export async function until(
  isTrue: () => Promise<boolean> | boolean,
  timeoutMs = 10_000,
) {
  const endsAt = performance.now() + timeoutMs;
  while (!(await isTrue())) {
    if (performance.now() > endsAt) throw new Error(`Never came: ${isTrue}`);
    await delay(20);
  }
}
