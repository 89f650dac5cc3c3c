import { Router } from "express";
import { noQuery } from "#commons/json-body.ts";
import { servePage } from "#commons/page.ts";
import type { Docs } from "./docs.ts";

/** What the store answers, for programs, and on a page for people. */
export function createDocsApi(docs: Docs, page: string): Router {
  const router = Router();

  router.get("/openapi.json", noQuery, async (req, res) => {
    const url = `${req.protocol}://${req.host}`;
    res.json({ ...(await docs.getOpenApi()), servers: [{ url }] });
  });

  router.use("/docs", servePage(page));
  return router;
}
