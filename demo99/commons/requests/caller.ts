import type { RequestHandler, Response } from "express";
import { Forbidden, Unauthenticated } from "#commons/errors.ts";

export type Role = "customer" | "admin" | "service";
export type Caller = { name: string; role: Role; user?: string };

/** The caller of a request; undefined without a token. */
export const callerOf = (res: Response): Caller | undefined =>
  res.locals.caller;

/** Requires a caller with one of these roles. */
export function only(...roles: Role[]): RequestHandler {
  return function authorization(_req, res, next) {
    const caller = callerOf(res);
    if (!caller) throw new Unauthenticated("Log in first, at POST /login.");
    if (roles.includes(caller.role)) return next();
    throw new Forbidden(`The role ${caller.role} may not do this.`);
  };
}

/** Reads need no token; writes require one of these roles. */
export function onlyToWrite(...roles: Role[]): RequestHandler {
  const requireRole = only(...roles);
  return function authorization(req, res, next) {
    const isRead = req.method === "GET" || req.method === "HEAD";
    return isRead ? next() : requireRole(req, res, next);
  };
}

/** Refuses every caller but this customer. */
export function mustBe(customer: string | undefined, res: Response) {
  if (callerOf(res)?.name === customer) return;
  throw new Forbidden("This belongs to another customer.");
}

/** Requires this service: clients of other systems have its role, too. */
export function onlyService(name: string): RequestHandler[] {
  const isIt: RequestHandler = (_req, res, next) => {
    if (callerOf(res)?.name === name) return next();
    throw new Forbidden(`Only ${name} may do this.`);
  };
  return [only("service"), isIt];
}

/** Lets this service pass all other rules, if it calls on behalf of a user. */
export function allowForUsers(service: string): RequestHandler {
  return function authorization(_req, res, next) {
    const { name, role, user } = callerOf(res) ?? {};
    const isForUser = role === "service" && name === service && user;
    next(isForUser ? "router" : undefined);
  };
}
