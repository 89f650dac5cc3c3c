import type { RegisteredInstance } from "#commons/registry.ts";
import type { Patient } from "./diagnosis.ts";
import type { Reading } from "./reading.ts";
import { inParallel } from "./scraper.ts";
import { createWindow } from "./window.ts";

type Surroundings = {
  list: () => RegisteredInstance[];
  scrape: (url: string) => Promise<Reading>;
  now: () => number;
};

const missesUntilDown = 2;
const rememberedMs = 60_000;

export type Watch = ReturnType<typeof createWatch>;
export type Watched = ReturnType<typeof createWatched>;

/**
 * Every instance that the registry knows, or knew a minute ago; and who died
 * and has no successor, for as long as that is so.
 */
export function createWatch({ list, scrape, now }: Surroundings) {
  const all = new Map<string, Watched>();

  function takeOver(registered: RegisteredInstance[]) {
    const ids = new Set(registered.map(({ instanceId }) => instanceId));
    for (const one of all.values()) {
      one.isRegistered = ids.has(one.instanceId);
    }
    for (const instance of registered) {
      const known = all.get(instance.instanceId);
      if (known) Object.assign(known, instance);
      else all.set(instance.instanceId, createWatched(instance));
    }
  }

  async function look(one: Watched) {
    try {
      one.window.add(await scrape(one.url));
      Object.assign(one, { misses: 0, answeredAt: now(), saidGoodbye: false });
    } catch {
      if (one.misses === 0) one.saidGoodbye = !one.isRegistered;
      one.misses++;
    }
  }

  function forget() {
    for (const one of all.values()) {
      const isOld = now() - one.answeredAt > rememberedMs;
      if (!isOld || stateOf(one) !== "gone") continue;
      if (one.saidGoodbye || isReplaced(one)) all.delete(one.instanceId);
    }
  }

  /** Another one serves; of several that died, the last one stands for all. */
  const isReplaced = (one: Watched) =>
    [...all.values()].some((other) => {
      return other !== one && other.service === one.service;
    });

  return {
    list: () => [...all.values()],

    /** One round: everybody is asked once. */
    async round() {
      takeOver(list());
      await inParallel(all.values(), look);
      forget();
    },
  };
}

function createWatched(instance: RegisteredInstance) {
  return {
    ...instance,
    isRegistered: true,
    saidGoodbye: false,
    misses: 0,
    answeredAt: 0,
    window: createWindow(),
  };
}

export function stateOf(one: Watched): Patient["state"] {
  if (one.misses >= missesUntilDown) return one.isRegistered ? "down" : "gone";
  return one.window.latest() ? "up" : "new";
}

/** An instance as a diagnosis looks at it. */
export function patientOf(one: Watched): Patient {
  const { service, instanceId, url, saidGoodbye } = one;
  const figures = one.window.figures();
  return {
    service,
    instanceId,
    url,
    saidGoodbye,
    state: stateOf(one),
    figures,
  };
}
