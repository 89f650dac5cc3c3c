import { Router } from "express";
import { noQuery } from "#commons/requests/json-body.ts";
import { publicHalf } from "./key.ts";
import type { KeyRepository } from "./key-repository.ts";

/** `GET /.well-known/jwks.json`: the key that tokens are verified with. */
export function createKeyApi(keys: KeyRepository): Router {
  const router = Router();

  router.get("/.well-known/jwks.json", noQuery, async (_req, res) => {
    res.json({ keys: [publicHalf(await keys.get())] });
  });

  return router;
}
