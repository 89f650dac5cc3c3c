import { createHash, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import { clientKey } from "#commons/validate.ts";

/** OAuth's client credentials (RFC 6749, 4.4): a service, and its secret. */
export const credentials = z.strictObject({
  clientId: clientKey,
  clientSecret: z.string().min(1).max(200),
});

/** In a time that tells nothing about where they differ. */
export function isSame(secret: string, other: string): boolean {
  const [a, b] = [secret, other].map((text) =>
    createHash("sha256").update(text).digest(),
  ) as [Buffer, Buffer];
  return timingSafeEqual(a, b);
}
