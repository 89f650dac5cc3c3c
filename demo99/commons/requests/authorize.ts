import { Router } from "express";
import { Forbidden } from "#commons/errors.ts";
import {
  allowForUsers,
  callerOf,
  mustBe,
  only,
  onlyService,
  onlyToWrite,
} from "#commons/requests/caller.ts";

export {
  type Caller,
  callerOf,
  mustBe,
  only,
  type Role,
} from "#commons/requests/caller.ts";

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
    .use("/credentials", onlyService("gateway"))
    .use("/replica", onlyService("sync-api"))
    .post("/runs", only("admin"))
    .use("/posts", onlyToWrite("customer", "admin"))
    .get("/tags", allowForUsers("recommend-api"))
    .use("/tags", only("customer", "admin"))
    .get("/events", only("service", "admin"))
    .post("/events", only("service"))
    .get("/subscribers", only("service", "admin"))
    .use(["/replay", "/subscribers/:name/requeue"], only("admin"));
}
