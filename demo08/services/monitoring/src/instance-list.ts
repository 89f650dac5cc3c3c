import { isOrigin } from "#commons/call-failure.ts";
import {
  createWatched,
  type RegisteredInstance,
  stateOf,
  type Watched,
} from "./watched.ts";

const rememberedMs = 60_000;
const maxInstances = 500;

/**
 * Every registered instance. An instance that is gone stays on the list for a
 * minute; if it crashed and was the last of its service, until another
 * instance of the service is there.
 */
export function createInstanceList(now: () => number) {
  const all = new Map<string, Watched>();

  function isReplaced(one: Watched) {
    return [...all.values()].some((other) => {
      return other !== one && other.service === one.service;
    });
  }

  function isObsolete(one: Watched): boolean {
    if (stateOf(one) !== "gone") return false;
    if (now() - one.respondedAt <= rememberedMs) return false;
    return one.hasDeregistered || isReplaced(one);
  }

  return {
    all: () => [...all.values()],

    update(listed: RegisteredInstance[]) {
      const registered = listed.filter(isUsable).slice(0, maxInstances);
      const ids = new Set(registered.map(({ instanceId }) => instanceId));
      for (const one of all.values()) {
        one.isRegistered = ids.has(one.instanceId);
      }
      for (const instance of registered) {
        const known = all.get(instance.instanceId);
        if (known) Object.assign(known, instance);
        else all.set(instance.instanceId, createWatched(instance));
      }
    },

    forget() {
      for (const one of all.values()) {
        const isSurplus = all.size > maxInstances && !one.isRegistered;
        if (isSurplus || isObsolete(one)) all.delete(one.instanceId);
      }
    },
  };
}

/** The registry takes registrations from any client. */
function isUsable({ service, instanceId, url, status }: RegisteredInstance) {
  const texts = [service, instanceId, url, status];
  return texts.every(({ length }) => length <= 200) && isOrigin(url);
}
