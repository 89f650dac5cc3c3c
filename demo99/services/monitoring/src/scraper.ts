import { parseExposition } from "./exposition.ts";
import { type Reading, readSamples } from "./reading.ts";

const timeoutMs = 700;
const atOnce = 16;

/** Asks an instance for its metrics; rejects if it does not answer in time. */
export async function scrape(url: string, now: () => number): Promise<Reading> {
  const response = await fetch(`${url}/metrics`, {
    signal: AbortSignal.timeout(timeoutMs),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return readSamples(parseExposition(text), now());
}

/** Does something with each item, with only so many under way at once. */
export async function inParallel<T>(
  items: Iterable<T>,
  task: (item: T) => Promise<unknown>,
) {
  // Whoever is free takes the next one.
  const queue = [...items].values();
  const worker = async () => {
    for (const item of queue) await task(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
