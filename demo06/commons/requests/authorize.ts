import { type RequestHandler, type Response, Router } from "express";
import { Forbidden, Unauthenticated } from "#commons/errors.ts";

export type Role = "customer" | "admin" | "service";
type Caller = { name: string; role: Role };

/** Which roles may call what, at the gateway and again in each service. */
export function authorize(): Router {
  return Router()
    .use(["/books", "/cds", "/dvds"], onlyToWrite("admin"))
    .use("/stock", onlyToWrite("admin", "service"))
    .use(["/numbers", "/reservations"], only("service"))
    .use(["/carts", "/orders"], only("customer"))
    .use("/carts/:cartId", (req, res, next) => {
      mustBe(req.params.cartId, res);
      next();
    })
    .use("/logs", onlyToWrite("service"));
}

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
function onlyToWrite(...roles: Role[]): RequestHandler {
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
