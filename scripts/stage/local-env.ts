const notForServices =
  /^((https?|all|no)_proxy|NODE_ENV|NODE_USE_ENV_PROXY|npm_.*|REGISTRY_PASSWORD)$/i;

/**
 * The environment of a service. A stage runs on one machine and the same on
 * every machine: a proxy must not receive its calls, and NODE_ENV must not
 * change what its packages do. Stages whose services have no password for the
 * registry get none.
 */
export function localEnv(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const entries = Object.entries(env);
  return Object.fromEntries(
    entries.filter(([name]) => !notForServices.test(name)),
  );
}
