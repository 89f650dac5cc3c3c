import { Router } from "express";
import { jsonBody, noQuery } from "#commons/json-body.ts";
import { parse } from "#commons/validate.ts";
import { login } from "./account.ts";
import type { LoginService } from "./login-service.ts";
import { limitFailures } from "./rate-limit.ts";

/** `POST /login`, for people. */
export function createLoginApi(logins: LoginService): Router {
  const router = Router();
  router.post("/login", limitFailures(100), noQuery, jsonBody);

  router.post("/login", async (req, res) => {
    const answer = await logins.logIn(parse(login, req.body), req.ip ?? "");
    res.set("cache-control", "no-store").json(answer);
  });

  return router;
}
