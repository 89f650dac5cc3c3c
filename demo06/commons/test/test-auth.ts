import { createSecretKey, generateKeyPairSync } from "node:crypto";
import jwt, { type SignOptions } from "jsonwebtoken";
import type { Role } from "#commons/requests/authorize.ts";
import {
  audience,
  createKeyFinder,
  gatewayIssuer,
  serviceIssuer,
} from "#commons/tokens.ts";

export const testPair = generateKeyPairSync("rsa", { modulusLength: 2048 });
export const testSecret = createSecretKey("the services' secret", "utf8");

/** The public keys of a gateway that has one. */
export const testJwks = {
  keys: [
    {
      ...testPair.publicKey.export({ format: "jwk" }),
      ...{ kid: "test", use: "sig", alg: "RS256" },
    },
  ],
};

export const testFindKey = createKeyFinder(testSecret, async () => testJwks);

/** A token as the gateway signs it, except for the given options. */
export function tokenOf(name: string, role: Role, options: SignOptions = {}) {
  return jwt.sign({ role }, testPair.privateKey, {
    algorithm: "RS256",
    keyid: "test",
    issuer: gatewayIssuer,
    audience,
    subject: name,
    expiresIn: 3_600,
    ...options,
  });
}

/** A token as a service signs it. */
export function serviceToken(name: string, secret = testSecret) {
  return jwt.sign({ role: "service" }, secret, {
    algorithm: "HS256",
    issuer: serviceIssuer,
    audience,
    subject: name,
    expiresIn: 3_600,
  });
}

/** The headers of a request with a token. */
export function as(name: string, role: Role): Record<string, string> {
  const token = role === "service" ? serviceToken(name) : tokenOf(name, role);
  return { authorization: `Bearer ${token}` };
}
