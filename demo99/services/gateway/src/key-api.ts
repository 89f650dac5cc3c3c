import { Router } from "express";
import { only } from "#commons/requests/authorize.ts";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import type { KeyService } from "./key-service.ts";

/**
 * `GET /.well-known/jwks.json`: the keys that tokens are verified with.
 * `POST /keys`, for staff: makes the key that signs from now on.
 */
export function createKeyApi(keys: KeyService): Router {
  const router = Router();

  router.get("/.well-known/jwks.json", noQuery, async (_req, res) => {
    res.json(await keys.getJwks());
  });

  router.post("/keys", only("admin"), noQuery, jsonBody, async (_req, res) => {
    const { id, signsFrom } = await keys.rotate();
    res.status(201).json({ kid: id, signsFrom });
  });

  return router;
}
