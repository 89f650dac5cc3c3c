/** A setting from the environment, or the default that suits a laptop. */
export function env(name: string, fallback: string): string {
  return process.env[name] || fallback;
}
