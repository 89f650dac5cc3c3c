import { type Response, Router } from "express";
import { jsonBody, noQuery } from "#commons/requests/json-body.ts";
import { userOf } from "#commons/requests/on-behalf-of.ts";
import { parse } from "#commons/validate.ts";
import { completionQuery, newTags, tagPath, tagQuery } from "./tag.ts";
import type { TagService } from "./tag-service.ts";

export function createTagApi(tags: TagService): Router {
  const router = Router();

  router.get("/tags", async (req, res) => {
    const { query } = req;
    const found =
      "prefix" in query
        ? await tags.complete(ownerIn(res), parse(completionQuery, query))
        : await tags.list(ownerIn(res), parse(tagQuery, query));
    res.json(found);
  });

  router.use("/tags/:number", noQuery, jsonBody);

  router
    .route("/tags/:number")
    .get(async (req, res) => {
      const { number } = parse(tagPath, req.params);
      res.json(await tags.get(ownerIn(res), number));
    })
    .put(async (req, res) => {
      const { number } = parse(tagPath, req.params);
      const { tags: given } = parse(newTags, req.body);
      res.json(await tags.replace(ownerIn(res), number, given));
    });

  return router;
}

/** The user, also if recommend-api calls for one; authorize.ts requires it. */
const ownerIn = (res: Response) => userOf(res) ?? "";
