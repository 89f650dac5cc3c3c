import { createPrivateKey } from "node:crypto";
import jwt from "jsonwebtoken";
import { audience, issuer } from "#commons/auth.ts";
import type { Caller } from "#commons/identity.ts";
import type { KeyService } from "./key-service.ts";

export type TokenService = ReturnType<typeof createTokenService>;

/** Says in writing who somebody is. */
export function createTokenService(keys: Pick<KeyService, "getSigningKey">) {
  return {
    /** A signed token (RFC 7519), and how many seconds it is good for. */
    async issue(
      { name, role }: Pick<Caller, "name" | "role">,
      seconds: number,
    ) {
      const { id, pem } = await keys.getSigningKey();
      const token = jwt.sign({ role }, createPrivateKey(pem), {
        algorithm: "RS256",
        keyid: id,
        issuer,
        audience,
        subject: name,
        expiresIn: seconds,
      });
      return { token, tokenType: "Bearer", expiresIn: seconds };
    },
  };
}
