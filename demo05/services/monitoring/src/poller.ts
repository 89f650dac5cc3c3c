import { createInstanceList } from "./instance-list.ts";
import { createLimit } from "./limit.ts";
import type { Probe } from "./probe.ts";
import type { Reading } from "./reading.ts";
import { singleFlight } from "./single-flight.ts";
import type { RegisteredInstance, Watched } from "./watched.ts";

type Dependencies = {
  list: () => RegisteredInstance[];
  scrape: (url: string) => Promise<Reading>;
  probe: (url: string) => Promise<Probe>;
  now: () => number;
};

const requestsAtOnce = 32;

export type Poller = ReturnType<typeof createPoller>;

/** Polls /health and /metrics of every instance. */
export function createPoller({ list, scrape, probe, now }: Dependencies) {
  const instances = createInstanceList(now);
  const limited = createLimit(requestsAtOnce);
  const polls = new WeakMap<Watched, () => Promise<unknown>>();

  async function pollMetrics(one: Watched) {
    try {
      one.window.add(await scrape(one.url));
      one.misses = 0;
      one.respondedAt = now();
      one.hasDeregistered = false;
    } catch {
      if (one.misses === 0) one.hasDeregistered = !one.isRegistered;
      one.misses++;
      one.missedAt = now();
    }
  }

  async function pollHealth(one: Watched) {
    const result = await probe(one.url);
    one.probe = { at: now(), ...result };
  }

  /** Each request is in flight once: a slow reply delays only itself. */
  function pollOf(one: Watched) {
    const metrics = singleFlight(() => limited(() => pollMetrics(one)));
    const health = singleFlight(() => limited(() => pollHealth(one)));
    return () => Promise.all([metrics(), health()]);
  }

  function poll(one: Watched) {
    const start = polls.get(one) ?? pollOf(one);
    polls.set(one, start);
    return start();
  }

  return {
    instances: instances.all,

    /** One round; never rejects. Rounds may overlap. */
    async round() {
      instances.update(list());
      await Promise.all(instances.all().map(poll));
      instances.forget();
    },
  };
}
