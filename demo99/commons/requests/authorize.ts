import { type RequestHandler, type Response, Router } from "express";
import { Forbidden, Unauthenticated } from "#commons/errors.ts";

export type Role = "customer" | "admin" | "service";
export type Caller = { name: string; role: Role; user?: string };

/** Which roles may call what, at the gateway and again in each service. */
export function authorize(): Router {
  return Router()
    .use(["/books", "/cds", "/dvds"], onlyToWrite("admin"))
    .use("/stock", onlyToWrite("admin", "service"))
    .use(["/numbers", "/reservations"], only("service"))
    .use("/orders/:orderId/refund", only("admin"), (_req, _res, next) => {
      // Past the line below, which is for customers.
      next("router");
    })
    .use(["/carts", "/orders"], only("customer"))
    .use("/carts/:cartId", (req, res, next) => {
      mustBe(req.params.cartId, res);
      next();
    })
    .use("/logs", onlyToWrite("service"))
    .use(["/moderations", "/sales", "/users"], only("admin"))
    .use("/user/:userId", only("customer", "admin"), (req, res, next) => {
      const isOwn = callerOf(res)?.name === req.params.userId;
      // Staff may edit any profile, but set no password.
      const isProfile = req.path === "/";
      if (isOwn || (isProfile && callerOf(res)?.role === "admin"))
        return next();
      throw new Forbidden("This account belongs to another user.");
    })
    .use("/credentials", only("service"), (_req, res, next) => {
      // A client of another system has the role of a service, too.
      if (callerOf(res)?.name === "gateway") return next();
      throw new Forbidden("Only the gateway may do this.");
    })
    .use("/replica", only("service"), (_req, res, next) => {
      if (callerOf(res)?.name === "sync-api") return next();
      throw new Forbidden("Only sync-api may do this.");
    })
    .post("/runs", only("admin"))
    .use("/posts", onlyToWrite("customer", "admin"))
    .get("/tags", (_req, res, next) => {
      // On behalf of a user, to whom it recommends items.
      const { name, role, user } = callerOf(res) ?? {};
      const isForUser = role === "service" && name === "recommend-api" && user;
      next(isForUser ? "router" : undefined);
    })
    .use("/tags", only("customer", "admin"))
    .get("/events", only("service", "admin"))
    .post("/events", only("service"))
    .get("/subscribers", only("service", "admin"))
    .use(["/replay", "/subscribers/:name/requeue"], only("admin"));
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
