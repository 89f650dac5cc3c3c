import { type Request, Router } from "express";

/**
 * `GET /settings.json` gives the page the base URL of the gateway, and every
 * response allows the page to call it. Without a configured URL the gateway
 * is on port 8100 of the host that the page came from.
 */
export function serveSettings(gatewayUrl: string): Router {
  const urlFor = ({ protocol, hostname }: Request) =>
    gatewayUrl || `${protocol}://${hostname}:8100`;
  const router = Router();

  router.use((req, res, next) => {
    const policy = res.get("Content-Security-Policy");
    const url = urlFor(req);
    // Its WebSockets, too.
    const socketUrl = url.replace(/^http/, "ws");
    const connect = `connect-src 'self' ${url} ${socketUrl}`;
    res.set("Content-Security-Policy", `${policy}; ${connect}`);
    next();
  });

  router.get("/settings.json", (req, res) => {
    res.set("Cache-Control", "no-cache").json({ gatewayUrl: urlFor(req) });
  });

  return router;
}
