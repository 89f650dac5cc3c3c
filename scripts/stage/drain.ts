import { StageError } from "./errors.ts";
import type { Instance } from "./instance.ts";

type Registered = { instanceId: string; port: { $: number } };

/**
 * Sets the status of an instance to OUT_OF_SERVICE at the registry: callers
 * choose others from their next fetch on, while it finishes its requests. It is
 * back in service after a restart.
 */
export async function drain(registryUrl: string, instance: Instance) {
  const { service, port } = instance;
  const app = `/apps/${service.toUpperCase()}`;
  const { application } = await ask(registryUrl, "GET", app);
  const registered: Registered[] = application?.instance ?? [];
  const found = registered.find((it) => it.port.$ === port);
  if (!found) throw new StageError(`${instance.id} is not registered.`);
  const path = `${app}/${found.instanceId}/status?value=OUT_OF_SERVICE`;
  await ask(registryUrl, "PUT", path);
}

/** fetch refuses URLs with a password. */
async function ask(registryUrl: string, method: string, path: string) {
  const { origin, pathname, username, password } = new URL(registryUrl);
  const credentials = `${username}:${decodeURIComponent(password)}`;
  const response = await fetch(origin + pathname + path, {
    method,
    headers: {
      accept: "application/json",
      authorization: `Basic ${Buffer.from(credentials).toString("base64")}`,
    },
  }).catch((cause) => {
    throw new StageError(`The registry at ${origin} does not answer.`, {
      cause,
    });
  });
  const text = await response.text();
  if (!response.ok && response.status !== 404) {
    throw new StageError(`The registry answered ${response.status}.`);
  }
  return text && response.ok ? JSON.parse(text) : {};
}
