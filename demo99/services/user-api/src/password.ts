import {
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

// OWASP recommends these parameters for scrypt; this variant needs 16 MB.
const cost = { N: 2 ** 14, r: 8, p: 5 };
const hashLength = 32;

/** Returns "salt.hash", both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return join(salt, await derive(password, salt, hashLength, cost));
}

/** A hash that no password has; checking it takes as long as any other. */
export const placeholderHash = join(randomBytes(16), randomBytes(hashLength));

export async function isPassword(
  password: string,
  passwordHash: string,
): Promise<boolean> {
  const [salt, hash] = passwordHash
    .split(".")
    .map((part) => Buffer.from(part, "base64url")) as [Buffer, Buffer];
  return timingSafeEqual(await derive(password, salt, hashLength, cost), hash);
}

function join(...parts: Buffer[]): string {
  return parts.map((part) => part.toString("base64url")).join(".");
}
