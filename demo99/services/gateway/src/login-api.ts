import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { login } from "./account.ts";
import type { LoginService } from "./login-service.ts";
import { limitFailures } from "./rate-limit.ts";

/** `POST /login` gives a person a token. */
export function createLoginApi(logins: LoginService): Router {
  const router = Router();
  // Below jsonBody: a body that has not arrived is no guess.
  router.use("/login", jsonBody, limitFailures(100));

  router.post("/login", noQuery, async (req, res) => {
    const issued = await logins.logIn(parse(login, req.body), req.ip ?? "");
    res.set("cache-control", "no-store").json(issued);
  });

  return router;
}
