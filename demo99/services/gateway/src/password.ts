import {
  randomBytes,
  type ScryptOptions,
  scrypt,
  timingSafeEqual,
} from "node:crypto";
import { promisify } from "node:util";

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt);

// What OWASP asks of scrypt, in the variant that needs least memory: 16 MB.
const cost = { N: 2 ** 14, r: 8, p: 5 };
const hashLength = 32;

/** As "salt.hash", both in base64url. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return join(salt, await derive(password, salt, hashLength, cost));
}

/** The hash of no password, which takes as long to check as any other. */
export const nobodysHash = join(randomBytes(16), randomBytes(hashLength));

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
