/** A setting from the environment, or the default that suits a laptop. */
export function env(name: string, fallback?: string): string {
  const value = process.env[name] || fallback;
  if (value !== undefined) return value;
  throw new Error(`${name} must be set: a secret has no default.`);
}

/** A setting that is a number, 0 or more. */
export function envNumber(name: string, fallback: number): number {
  const text = env(name, `${fallback}`);
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  throw new Error(`${name} must be a number, but is "${text}".`);
}

/** A URL of the same scheme as its default; it may name several servers. */
export function envUrl(name: string, fallback: string): string {
  const text = env(name, fallback);
  const [scheme] = fallback.split(":");
  if (new RegExp(`^${scheme}(s|\\+srv)?://[^/\\s]`).test(text)) return text;
  // Without the text: it may contain a password.
  throw new Error(`${name} must be a URL like ${fallback}.`);
}
