import { Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import {
  moderationPath,
  moderationQuery,
  ruling,
  toShown,
} from "./moderation.ts";
import type { ModerationService } from "./moderation-service.ts";

export function createModerationApi(moderations: ModerationService): Router {
  const router = Router();

  router.get("/moderations", async (req, res) => {
    const query = parse(moderationQuery, req.query);
    const { items, next } = await moderations.list(query);
    res.json({ items: items.map(toShown), next });
  });

  router.put("/moderations/:commentId", noQuery, jsonBody, async (req, res) => {
    const { commentId } = parse(moderationPath, req.params);
    const moderation = await moderations.overrule(
      commentId,
      parse(ruling, req.body),
    );
    res.json(toShown(moderation));
  });

  return router;
}
