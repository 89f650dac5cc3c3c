import type { Request, RequestHandler } from "express";
import { expressjwt, UnauthorizedError } from "express-jwt";
import { InvalidToken } from "#commons/errors.ts";
import {
  audience,
  type FindKey,
  gatewayIssuer,
  serviceIssuer,
} from "#commons/tokens.ts";

/** `user`: the person on whose behalf a service calls. */
type Claims = { sub: string; role: string; user?: string };

/** Fixed here: a token must not choose how it is verified. */
export const tokenRules = {
  algorithms: ["RS256" as const, "HS256" as const],
  issuer: [gatewayIssuer, serviceIssuer] as [string, string],
  audience,
};

/** Verifies the bearer token of a request. Without one, there is no caller. */
export function authenticate(findKey: FindKey): RequestHandler {
  const verify = expressjwt({
    ...tokenRules,
    secret: async (_req, token) => token && findKey(token.header),
    credentialsRequired: false,
    getToken,
  });

  return function authentication(req, res, next) {
    verify(req, res, (error?: unknown) => {
      const { auth } = req as { auth?: Claims };
      res.locals.caller = auth && {
        name: auth.sub,
        role: auth.role,
        ...(auth.user && { user: auth.user }),
      };
      const isBad = error instanceof UnauthorizedError;
      next(isBad ? new InvalidToken(error.message) : error);
    });
  };
}

/** Other schemes, such as Basic, are for other middleware. */
function getToken({ headers: { authorization } }: Request) {
  const [, token] = /^Bearer\b *(.*)$/i.exec(authorization ?? "") ?? [];
  return token;
}
