import {
  createPublicKey,
  generateKeyPair,
  type JsonWebKey,
  randomUUID,
} from "node:crypto";
import { promisify } from "node:util";

/** A key pair for RS256; `pem` is the private half. */
export type Key = {
  /** Each rotation adds one. */
  generation: number;
  id: string;
  pem: string;
  signsFrom: Date;
};

const generate = promisify(generateKeyPair);

export async function createKey(
  generation: number,
  signsFrom: Date,
): Promise<Key> {
  const { privateKey } = await generate("rsa", { modulusLength: 2048 });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { generation, id: randomUUID(), pem, signsFrom };
}

/** The public half, as it is published (RFC 7517). */
export function publicHalf({ id, pem }: Key): JsonWebKey {
  const key = createPublicKey(pem).export({ format: "jwk" });
  return { ...key, kid: id, use: "sig", alg: "RS256" };
}
