import { Router } from "express";
import { only } from "#commons/auth.ts";
import { jsonBody, noQuery } from "#commons/json-body.ts";
import { parse } from "#commons/validate.ts";
import { nothing } from "./key.ts";
import type { KeyService } from "./key-service.ts";

/** The public keys for everybody, and a new one when an admin says so. */
export function createKeyApi(keys: KeyService): Router {
  const router = Router();

  router.get("/.well-known/jwks.json", noQuery, async (_req, res) => {
    res.json(await keys.getJwks());
  });

  router.post("/keys", only("admin"), noQuery, jsonBody, async (req, res) => {
    parse(nothing, req.body);
    const { id, signsFrom } = await keys.rotate();
    res.status(201).json({ kid: id, signsFrom });
  });

  return router;
}
