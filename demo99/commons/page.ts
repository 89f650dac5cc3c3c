import express, { type Request, Router } from "express";

/**
 * Serves the built page; browsers ask each time whether it has changed. A path
 * without a file is a place within the page, if a browser opens it.
 */
export function servePage(directory: string): Router {
  const router = Router();
  router.use(express.static(directory, { cacheControl: false, setHeaders }));

  router.get("/*splat", (req, res, next) => {
    if (!wantsPage(req)) return next();
    setHeaders(res);
    res.sendFile("index.html", { root: directory, cacheControl: false });
  });
  return router;
}

function setHeaders(res: { setHeader(name: string, value: string): unknown }) {
  res.setHeader("Cache-Control", "no-cache");
}

/** Browsers prefer HTML for what they open; fetch and curl accept anything. */
function wantsPage(req: Request): boolean {
  return req.accepts(["json", "html"]) === "html";
}
