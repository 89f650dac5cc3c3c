import type { RequestHandler, Response } from "express";
import { callerOf } from "#commons/requests/authorize.ts";
import { onBehalfOf } from "#commons/user-context.ts";

/** Notes the user that a request is made for, directly or by a service. */
export function noteUser(): RequestHandler {
  return function user(_req, res, next) {
    onBehalfOf(userOf(res), next);
  };
}

/** The user that a request is made for; undefined if there is none. */
export function userOf(res: Response): string | undefined {
  const caller = callerOf(res);
  return caller?.role === "service" ? caller.user : caller?.name;
}
