import type { Metadata } from "@grpc/grpc-js";
import jwt, { type JwtPayload } from "jsonwebtoken";
import { Forbidden, InvalidToken, Unauthenticated } from "#commons/errors.ts";
import type { Step } from "#commons/grpc/incoming.ts";
import { tokenRules } from "#commons/requests/authenticate.ts";
import type { FindKey } from "#commons/tokens.ts";
import { onBehalfOf } from "#commons/user-context.ts";

/** Requires the token of a service, and notes the user that it calls for. */
export function authenticateService(findKey: FindKey): Step {
  return async function authenticate(call, next) {
    const { role, user } = await verify(tokenOf(call.metadata), findKey);
    if (role !== "service") {
      throw new Forbidden(`The role ${role} may not do this.`);
    }
    call.user = user;
    return onBehalfOf(user, () => next(call));
  };
}

async function verify(token: string, findKey: FindKey): Promise<JwtPayload> {
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded) throw new InvalidToken("malformed");
  const key = await findKey(decoded.header);
  try {
    return jwt.verify(token, key, tokenRules) as JwtPayload;
  } catch (error) {
    throw new InvalidToken((error as Error).message);
  }
}

function tokenOf(metadata: Metadata): string {
  const [text] = metadata.get("authorization");
  const [, token] = /^Bearer\b *(.*)$/i.exec(`${text}`) ?? [];
  if (token !== undefined) return token;
  throw new Unauthenticated("The metadata authorization has no token.");
}
