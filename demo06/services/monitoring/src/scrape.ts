import { parseExposition } from "./exposition.ts";
import { getText } from "./get-text.ts";
import { type Reading, readSamples } from "./reading.ts";

// Shorter than the polling interval: a scrape is over before the next one.
const limits = { timeoutMs: 700, maxBytes: 1_000_000 };

/** GET /metrics of an instance; rejects unless it replies 200 in time. */
export async function scrape(url: string, now: () => number): Promise<Reading> {
  const { status, text } = await getText(`${url}/metrics`, limits);
  if (status !== 200) throw new Error(`GET /metrics replied ${status}.`);
  return readSamples(parseExposition(text), now());
}
