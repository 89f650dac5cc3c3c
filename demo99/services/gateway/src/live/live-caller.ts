import type { IncomingMessage } from "node:http";
import jwt, { type JwtPayload } from "jsonwebtoken";
import { InvalidToken } from "#commons/errors.ts";
import { tokenRules } from "#commons/requests/authenticate.ts";
import type { Role } from "#commons/requests/authorize.ts";
import type { FindKey } from "#commons/tokens.ts";

export type LiveCaller = { name: string; role: Role; expiresAt: number };

/** A page cannot set headers: its token is the name of a second protocol. */
const inProtocol = "bearer.";

/**
 * The user that a connection belongs to; undefined without a token. Throws
 * InvalidToken as a request with this token would.
 */
export async function readCaller(
  { headers }: IncomingMessage,
  findKey: FindKey,
): Promise<LiveCaller | undefined> {
  const token = tokenOf(headers);
  if (token === undefined) return undefined;
  const decoded = jwt.decode(token, { complete: true });
  if (!decoded) throw new InvalidToken("malformed");
  const key = await findKey(decoded.header);
  try {
    const claims = jwt.verify(token, key, tokenRules) as JwtPayload;
    const { sub: name = "", role, exp = Number.POSITIVE_INFINITY } = claims;
    return { name, role, expiresAt: exp * 1_000 };
  } catch (error) {
    throw new InvalidToken((error as Error).message);
  }
}

function tokenOf(headers: IncomingMessage["headers"]): string | undefined {
  const offered = headers["sec-websocket-protocol"]?.split(",") ?? [];
  const names = offered.map((name) => name.trim());
  const named = names.find((name) => name.startsWith(inProtocol));
  if (named) return named.slice(inProtocol.length);
  // Programs can send the usual header.
  return /^Bearer\b *(.*)$/i.exec(headers.authorization ?? "")?.[1];
}
