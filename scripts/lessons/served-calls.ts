import { until } from "../testing/until.ts";
import type { Scene } from "./lesson.ts";
import type { Refusal, Store } from "./store.ts";

/** How many calls each instance has served, and the refusals. */
export type Round = { shares: Share[]; refusals: Refusal[] };
export type Share = { id: string; calls: number };

const served = /^GET \/numbers\/book 200\b/;

/** Adds books one after the other, and counts the calls per instance. */
export async function playRound(
  scene: Scene,
  store: Store,
  { service, calls }: { service: string; calls: number },
): Promise<Round> {
  const before = countServed(scene, service);
  const refusals = await store.addBooks(calls);
  let shares: Share[] = [];
  await until("every call is in the log", () => {
    shares = countServed(scene, service).map(({ id, calls }, index) => ({
      id,
      calls: calls - (before[index]?.calls ?? 0),
    }));
    return total(shares) >= calls - refusals.length;
  });
  return { shares, refusals };
}

function countServed({ stage, log }: Scene, service: string): Share[] {
  return stage
    .instances()
    .filter((instance) => instance.service === service)
    .map(({ id }) => ({ id, calls: log.count(id, served) }));
}

/** Whether all have served the same number of calls, plus or minus one. */
export function isFair({ shares }: Round) {
  const mean = total(shares) / shares.length;
  return mean > 0 && shares.every(({ calls }) => Math.abs(calls - mean) <= 1);
}

/** The instance that served most calls. */
export function busiest({ shares }: Round): Share {
  return shares.toSorted((a, b) => b.calls - a.calls)[0] as Share;
}

function total(shares: Share[]) {
  return shares.reduce((sum, { calls }) => sum + calls, 0);
}

/** "book-api/1 30, /2 0". */
export function describeShares({ shares }: Round) {
  return shares
    .map(({ id, calls }, index) => {
      const name = index === 0 ? id : id.slice(id.indexOf("/"));
      return `${name} ${calls}`;
    })
    .join(", ");
}
