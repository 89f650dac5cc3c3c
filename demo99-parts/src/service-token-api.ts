import { Router } from "express";
import { Unauthenticated } from "#commons/errors.ts";
import { jsonBody, noQuery } from "#commons/json-body.ts";
import { parse } from "#commons/validate.ts";
import { credentials, isSame } from "./service-account.ts";
import type { TokenService } from "./token-service.ts";

/** Short: a service gets a new one whenever it needs one. */
const seconds = 300;

/** `POST /token`, for the services of the store. */
export function createServiceTokenApi(
  tokens: TokenService,
  secret: string,
): Router {
  const router = Router();

  router.post("/token", noQuery, jsonBody, async (req, res) => {
    const { clientId, clientSecret } = parse(credentials, req.body);
    if (!isSame(clientSecret, secret)) {
      throw new Unauthenticated("The client or its secret is wrong.");
    }
    const service = { name: clientId, role: "service" } as const;
    const answer = await tokens.issue(service, seconds);
    res.set("cache-control", "no-store").json(answer);
  });

  return router;
}
