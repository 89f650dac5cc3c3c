import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
} from "node:crypto";
import { promisify } from "node:util";
import { z } from "zod";

/** `id`: its thumbprint (RFC 7638); `pem`: the private half. */
export type Key = {
  generation: number;
  id: string;
  pem: string;
  signsFrom: Date;
};

export const nothing = z.strictObject({}).optional();

const generate = promisify(generateKeyPair);

/** An RSA key of its own, which signs from then on. */
export async function createKey(
  generation: number,
  signsFrom: Date,
): Promise<Key> {
  const { publicKey, privateKey } = await generate("rsa", {
    modulusLength: 2048,
  });
  const { e, kty, n } = publicKey.export({ format: "jwk" });
  const id = createHash("sha256")
    .update(JSON.stringify({ e, kty, n }))
    .digest("base64url");
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { generation, id, pem, signsFrom };
}

/** What everybody may know of it (RFC 7517). */
export function publicHalf({ id, pem }: Key): JsonWebKey {
  const key = createPublicKey(createPrivateKey(pem)).export({ format: "jwk" });
  return { ...key, kid: id, use: "sig", alg: "RS256" };
}
