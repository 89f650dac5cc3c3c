import { Router } from "express";
export type OpenApi = object;
export function serveOpenApi(document?: OpenApi): Router {
  return Router().get("/openapi.json", (_req, res) => void res.json(document));
}
