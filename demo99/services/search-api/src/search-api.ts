import { type Request, type Response, Router } from "express";
import { noQuery } from "#commons/requests/json-body.ts";
import { parse } from "#commons/validate.ts";
import type { Page } from "./page-service.ts";
import { resultPath, searchQuery } from "./search-query.ts";
import type { SearchService } from "./search-service.ts";

export function createSearchApi(searches: SearchService): Router {
  const router = Router();

  router.use("/search", (_req, res, next) => {
    res.set("cache-control", "no-store");
    next();
  });

  router.get("/search", async (req, res) => {
    const query = parse(searchQuery, req.query);
    // A page of a list is there already.
    if (query.after || !prefersAsync(req)) {
      return void res.json(bodyOf(await searches.search(query), req));
    }
    const id = await searches.start(query);
    res.set("preference-applied", "respond-async");
    answerLater(id, res);
  });

  router.get("/search/results/:id", noQuery, async (req, res) => {
    const { id } = parse(resultPath, req.params);
    const page = await searches.find(id);
    if (page) res.json(bodyOf(page, req));
    else answerLater(id, res);
  });

  return router;
}

const pathOf = (id: string) => `/search/results/${id}`;

/** The header `Prefer: respond-async` (RFC 7240, 4.1). */
function prefersAsync(req: Request): boolean {
  const preferences = req.get("prefer")?.toLowerCase().split(",") ?? [];
  const names = preferences.map((it) => it.split(/[;=]/)[0]?.trim());
  return names.includes("respond-async");
}

function answerLater(id: string, res: Response) {
  const links = { self: pathOf(id) };
  res.status(202).location(pathOf(id)).set("retry-after", "1");
  res.json({ status: "pending", links });
}

function bodyOf({ items, next, late, completeId }: Page, req: Request) {
  const links = {
    self: req.originalUrl,
    ...(completeId && { complete: pathOf(completeId) }),
  };
  return { items, next, partial: late.length > 0, late, links };
}
