import { isIP } from "node:net";
import { escapeControls } from "./escape.ts";

const notForServices =
  /^((https?|all|no)_proxy|NODE_ENV|NODE_USE_ENV_PROXY|npm_.*|REGISTRY_PASSWORD)$/i;

/**
 * The environment of a service. A stage runs on one machine and the same on
 * every machine: a proxy must not receive its calls, and NODE_ENV must not
 * change what its packages do. Stages whose services have no password for the
 * registry get none. Some shells set HOST to the name of the machine.
 */
export function localEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env);
  return Object.fromEntries(
    entries
      .filter(([name]) => !notForServices.test(name))
      .filter(([name]) => name !== "HOST" || !ignoredHost(env)),
  );
}

/** Says that HOST is not passed on, unless it is an address to listen on. */
export function ignoredHost({ HOST }: NodeJS.ProcessEnv): string | undefined {
  if (!HOST || isIP(HOST)) return undefined;
  const setting = escapeControls(`HOST=${HOST}`);
  return `${setting} is ignored: it is not an IP address to listen on.`;
}
