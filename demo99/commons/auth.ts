import type { Request, RequestHandler, Response } from "express";
import {
  expressjwt,
  type Request as JwtRequest,
  UnauthorizedError,
} from "express-jwt";
import { Forbidden, Unauthenticated } from "#commons/errors.ts";
import {
  type Caller,
  callerOf,
  onBehalfOf,
  type Role,
} from "#commons/identity.ts";
import type { KeySet } from "#commons/key-set.ts";

export const issuer = "http://gateway";
export const audience = "store";

/**
 * Finds out who calls. Without a token that is anybody; a token that is not
 * good is refused wherever it is shown.
 */
export function authenticate(keys: Pick<KeySet, "find">): RequestHandler {
  const verify = expressjwt({
    secret: async (_req, token) => {
      const key = await keys.find(token?.header.kid);
      return key ?? Promise.reject(badToken("its key is not known"));
    },
    // Named here: a token must not choose how it is checked.
    algorithms: ["RS256"],
    issuer,
    audience,
    credentialsRequired: false,
    getToken,
  });
  return function authentication(req: JwtRequest, res, next) {
    verify(req, res, (error?: unknown) => {
      if (error) return next(refusalOf(error as Error));
      const caller = callerFrom(req);
      res.locals.caller = caller;
      onBehalfOf(caller?.user, next);
    });
  };
}

function getToken({ headers: { authorization } }: Request) {
  if (authorization === undefined) return undefined;
  const [, token] = /^Bearer +([\w.~+/=-]+)$/i.exec(authorization) ?? [];
  return token ?? Promise.reject(badToken("it has to read Bearer <token>"));
}

function callerFrom({ auth, headers }: JwtRequest): Caller | undefined {
  if (!auth) return undefined;
  const { sub: name, role } = auth as { sub: string; role: Role };
  // Anybody can write a name into a header: only a service is believed.
  const named = headers["x-user"] as string | undefined;
  return { name, role, user: role === "service" ? named : name };
}

/** What is no fault of the token stays what it is: the keys' database is out. */
function refusalOf(error: Error): Error {
  return error instanceof UnauthorizedError ? badToken(error.message) : error;
}

function badToken(why: string) {
  const challenge = 'Bearer realm="store", error="invalid_token"';
  return new Unauthenticated(`The token is not good: ${why}.`, challenge);
}

/** Lets only callers with one of these roles pass. */
export function only(...allowed: Role[]): RequestHandler {
  return function authorization(_req, res, next) {
    const caller = callerOf(res);
    if (!caller) throw new Unauthenticated("POST /login gives you a token.");
    if (!allowed.includes(caller.role)) {
      throw new Forbidden(`This is not for the role ${caller.role}.`);
    }
    next();
  };
}

/** Lets anybody read, and only callers with one of these roles write. */
export function onlyToWrite(...allowed: Role[]): RequestHandler {
  const writers = only(...allowed);
  return function authorization(req, res, next) {
    if (req.method === "GET" || req.method === "HEAD") next();
    else writers(req, res, next);
  };
}

/** Refuses everybody but this customer. */
export function mustBe(name: string | undefined, res: Response) {
  if (callerOf(res)?.name === name) return;
  throw new Forbidden("This belongs to somebody else.");
}
