import jwt from "jsonwebtoken";
import { audience, gatewayIssuer } from "#commons/tokens.ts";
import type { Account } from "./account.ts";
import type { KeyRepository } from "./key-repository.ts";

const seconds = 3_600;

export type TokenService = ReturnType<typeof createTokenService>;

/** Signs tokens (RFC 7519) that name a user and the user's role. */
export function createTokenService(keys: KeyRepository) {
  return {
    /** `expiresIn` is in seconds. */
    async issue({ name, role }: Pick<Account, "name" | "role">) {
      const { id, pem } = await keys.get();
      const token = jwt.sign({ role }, pem, {
        algorithm: "RS256",
        keyid: id,
        issuer: gatewayIssuer,
        audience,
        subject: name,
        expiresIn: seconds,
      });
      return { token, tokenType: "Bearer", expiresIn: seconds };
    },
  };
}
