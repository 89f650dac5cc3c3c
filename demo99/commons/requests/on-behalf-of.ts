import type { RequestHandler, Response } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { onBehalfOf } from "#commons/user-context.ts";

/** Notes the person who calls, or for whom a service calls. */
export function noteUser(): RequestHandler {
  return function user(_req, res, next) {
    onBehalfOf(userOf(res), next);
  };
}

/** The person for whom a request is; undefined if there is none. */
export function userOf(res: Response): string | undefined {
  const caller = callerOf(res);
  return caller?.role === "service" ? caller.user : caller?.name;
}
