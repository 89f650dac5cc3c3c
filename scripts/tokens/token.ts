import { createHmac, type KeyLike, sign } from "node:crypto";

/** Times are seconds since 1970 (RFC 7519, 2). */
export type Claims = {
  iss: string;
  aud: string;
  sub: string;
  role: string;
  iat: number;
  exp: number;
};

export type SigningKey = { kid: string; privateKey: KeyLike };

const lifetimeSeconds = 3_600;

/** The claims of a token that the gateway issues at login. */
export function claimsOf(sub: string, role: string): Claims {
  const iat = Math.floor(Date.now() / 1000);
  const exp = iat + lifetimeSeconds;
  return { iss: "http://gateway", aud: "store", sub, role, iat, exp };
}

/** A token as the gateway would make it with this key: RS256 (RFC 7515). */
export function signToken(claims: Claims, { kid, privateKey }: SigningKey) {
  const content = encode({ alg: "RS256", typ: "JWT", kid }, claims);
  const signature = sign("RSA-SHA256", Buffer.from(content), privateKey);
  return `${content}.${signature.toString("base64url")}`;
}

/** A token as a service makes it for its calls: HS256. */
export function signServiceToken(service: string, secret: string): string {
  const claims = { ...claimsOf(service, "service"), iss: "http://services" };
  const content = encode({ alg: "HS256", typ: "JWT" }, claims);
  const signature = createHmac("sha256", secret).update(content);
  return `${content}.${signature.digest("base64url")}`;
}

/** A token with `alg: none` and no signature (RFC 7519, 6). */
export function unsignedToken(claims: Claims) {
  return `${encode({ alg: "none", typ: "JWT" }, claims)}.`;
}

function encode(...parts: unknown[]) {
  return parts
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
}
