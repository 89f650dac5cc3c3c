const local = ["localhost", "127.0.0.1", "::1"];

/**
 * The value of NO_PROXY with this machine's names added. With
 * NODE_USE_ENV_PROXY, Node sends even calls to localhost to a proxy.
 */
export function withoutProxy(env: NodeJS.ProcessEnv): string {
  const given = env.NO_PROXY ?? env.no_proxy ?? "";
  return [...given.split(","), ...local].filter(Boolean).join(",");
}
