/** A setting from the environment, or the default that suits a laptop. */
export function env(name: string, fallback?: string): string {
  const value = process.env[name] || fallback;
  if (value !== undefined) return value;
  throw new Error(`${name} has to be set: it has no default, being secret.`);
}
