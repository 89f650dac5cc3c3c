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

/** A setting that is one of a few words; by default, the first one. */
export function envChoice<T extends string>(name: string, words: T[]): T {
  const text = env(name, words[0]);
  const found = words.find((word) => word === text);
  if (found) return found;
  throw new Error(`${name} must be ${words.join(" or ")}, but is "${text}".`);
}

/** A URL of the same scheme as its default; it may name several servers. */
export function envUrl(name: string, fallback: string): string {
  const text = env(name, fallback);
  const [scheme] = fallback.split(":");
  if (new RegExp(`^${scheme}(s|\\+srv)?://[^/\\s]`).test(text)) return text;
  // Without the text: it may contain a password.
  throw new Error(`${name} must be a URL like ${fallback}.`);
}
