import type { Registry } from "#commons/registry.ts";
import type { Probe } from "./probe.ts";
import type { Instance } from "./root-cause.ts";
import { createWindow } from "./window.ts";

export type RegisteredInstance = ReturnType<Registry["list"]>[number];
export type Watched = ReturnType<typeof createWatched>;

// One scrape may fail by chance.
const missesUntilDown = 2;

/** A registered instance, and what the poller has observed of it. */
export function createWatched(instance: RegisteredInstance) {
  return {
    ...instance,
    isRegistered: true,
    hasDeregistered: false,
    /** Scrapes that failed since the last one that succeeded. */
    misses: 0,
    missedAt: 0,
    respondedAt: 0,
    probe: undefined as (Probe & { at: number }) | undefined,
    window: createWindow(),
  };
}

export function stateOf(one: Watched): Instance["state"] {
  if (one.misses >= missesUntilDown) return one.isRegistered ? "down" : "gone";
  return one.window.latest() ? "up" : "new";
}

/** The input of an assessment. */
export function toInstance(one: Watched): Instance {
  const { service, instanceId, url, grpcUrl, hasDeregistered } = one;
  // An instance that stops deregisters first; an instance that misses scrapes
  // is up, down or gone. Neither is what /health has to decide.
  const isServing = one.isRegistered && one.misses === 0;
  return {
    service,
    instanceId,
    url,
    grpcUrl,
    state: stateOf(one),
    hasDeregistered,
    healthError: isServing ? one.probe?.error : undefined,
    figures: one.window.figures(),
  };
}
