import type { Step } from "#commons/call.ts";
import type { Registry } from "#commons/registry.ts";

/** Finds where a service is now, by its name; takes the first instance. */
export function resolve(registry: Pick<Registry, "find">): Step {
  return async function resolveService(call, next) {
    const instances = await registry.find(call.service, call.signal);
    return next({ ...call, instances, instance: instances[0] ?? "" });
  };
}
