import { readFileSync } from "node:fs";

/**
 * A setting from the environment, from the file that NAME_FILE names, or the
 * default that suits a laptop.
 */
export function env(name: string, fallback?: string): string {
  const value = fromFile(name) || process.env[name] || fallback;
  if (value === undefined)
    throw new Error(`${name} must be set: a secret has no default.`);
  if (value.startsWith("replace-"))
    throw new Error(`${name} has the text of an example: replace it.`);
  return value;
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

/**
 * A URL of the same scheme as its default; it may name several servers. If it
 * names a user without a password, the setting `password` is put into it.
 */
export function envUrl(name: string, fallback: string, password?: string) {
  const text = env(name, fallback);
  const [scheme] = fallback.split(":");
  if (!new RegExp(`^${scheme}(s|\\+srv)?://[^/\\s]`).test(text)) {
    // Without the text: it may contain a password.
    throw new Error(`${name} must be a URL like ${fallback}.`);
  }
  const secret = password && encodeURIComponent(env(password, ""));
  return secret ? text.replace(/(:\/\/[^/:@]+)@/g, `$1:${secret}@`) : text;
}

/** Containers get secrets as files: the environment of a process is shown. */
function fromFile(name: string): string | undefined {
  const setting = `${name}_FILE`;
  const path = process.env[setting];
  if (!path) return undefined;
  if (process.env[name])
    throw new Error(`Set ${name} or ${setting}, not both.`);
  const text = read(path, setting).replace(/\r?\n$/, "");
  if (text) return text;
  throw new Error(`The file of ${setting} is empty: ${path}`);
}

function read(path: string, setting: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const why = (cause as Error).message;
    throw new Error(`The file of ${setting} cannot be read: ${why}`, { cause });
  }
}
