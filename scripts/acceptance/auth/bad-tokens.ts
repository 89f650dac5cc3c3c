import { createHmac, createPublicKey, generateKeyPairSync } from "node:crypto";
import {
  claimsOf,
  type SigningKey,
  signToken,
  unsignedToken,
} from "../../tokens/token.ts";

const stranger = generateKeyPairSync("rsa", { modulusLength: 2048 });
const hourSeconds = 3_600;

/**
 * Invalid tokens with the claims of a valid one. Some can only be made with
 * the gateway's own key.
 */
export function badTokens(name: string, role: string, key: SigningKey) {
  const claims = claimsOf(name, role);
  const { iat, exp } = claims;
  const tomorrow = { ...claims, nbf: iat + hourSeconds };
  const yesterday = { ...claims, iat: iat - 2 * hourSeconds, exp: iat - 1 };
  const own = { kid: key.kid, privateKey: stranger.privateKey };
  return {
    expired: signToken(yesterday, key),
    "not yet valid": signToken(tomorrow, key),
    "of another issuer": signToken({ ...claims, iss: "http://evil" }, key),
    "for another audience": signToken({ ...claims, aud: "bank" }, key),
    "tampered with": swapClaims(
      signToken(claimsOf("mallory", "customer"), key),
      signToken({ ...claims, exp: exp + 1 }, key),
    ),
    "without a signature": unsignedToken(claims),
    "signed with the public key": signWithPublicKey(unsignedToken(claims), key),
    "signed with another key": signToken(claims, own),
    "of an unknown key": signToken(claims, { ...own, kid: "unknown" }),
  };
}

/** The claims of one token, under the signature of another. */
function swapClaims(good: string, wanted: string) {
  const [header, , signature] = good.split(".");
  return [header, wanted.split(".")[1], signature].join(".");
}

/** Accepted by a verifier that lets a token choose HS256 for an RSA key. */
function signWithPublicKey(token: string, { kid, privateKey }: SigningKey) {
  const header = { alg: "HS256", typ: "JWT", kid };
  const encoded = Buffer.from(JSON.stringify(header)).toString("base64url");
  const content = `${encoded}.${token.split(".")[1]}`;
  const publicKey = createPublicKey(privateKey as string);
  const pem = publicKey.export({ type: "spki", format: "pem" });
  const signature = createHmac("sha256", pem).update(content);
  return `${content}.${signature.digest("base64url")}`;
}
