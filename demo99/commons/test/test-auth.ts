import { generateKeyPairSync, type KeyObject } from "node:crypto";
import jwt, { type SignOptions } from "jsonwebtoken";
import { audience, issuer } from "#commons/auth.ts";
import type { Role } from "#commons/identity.ts";

export const testPair = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The keys of a gateway that has one. */
export const testKeys = {
  find: async (kid?: string): Promise<KeyObject | undefined> =>
    kid === "test" ? testPair.publicKey : undefined,
};

/** A token as the gateway makes it, but for the options that are given. */
export function tokenOf(name: string, role: Role, options: SignOptions = {}) {
  return jwt.sign({ role }, testPair.privateKey, {
    algorithm: "RS256",
    keyid: "test",
    issuer,
    audience,
    subject: name,
    expiresIn: 60,
    ...options,
  });
}

/** The headers of a call by somebody. */
export function as(name: string, role: Role): Record<string, string> {
  return { authorization: `Bearer ${tokenOf(name, role)}` };
}
