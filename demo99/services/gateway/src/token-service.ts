import jwt from "jsonwebtoken";
import type { Role } from "#commons/requests/authorize.ts";
import { audience, gatewayIssuer } from "#commons/tokens.ts";
import { type KeyService, longestTokenSeconds } from "./key-service.ts";

export type TokenService = ReturnType<typeof createTokenService>;

/** Signs tokens (RFC 7519) that name a user and the user's role. */
export function createTokenService(keys: Pick<KeyService, "getSigningKey">) {
  return {
    /** `expiresIn` is in seconds. */
    async issue(
      { name, role }: { name: string; role: Role },
      seconds = longestTokenSeconds,
    ) {
      const { id, pem } = await keys.getSigningKey();
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
