import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import { credentials } from "./credentials.ts";
import type { CredentialsService } from "./credentials-service.ts";

/**
 * `POST /credentials`, for the gateway only: the account of a login, or null.
 * A wrong password is no error of the caller, which is the gateway.
 */
export function createCredentialsApi(service: CredentialsService): Router {
  const router = Router();

  router.post("/credentials", noQuery, jsonBody, async (req, res) => {
    const account = await service.verify(parse(credentials, req.body));
    res.set("cache-control", "no-store").json({ account: account ?? null });
  });

  return router;
}
