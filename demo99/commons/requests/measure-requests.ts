import { type Request, type RequestHandler, Router } from "express";
import { Histogram } from "prom-client";
import { buckets, register } from "#commons/metrics.ts";

export const requests = new Histogram({
  name: "http_server_requests_seconds",
  help: "Requests by route: the declared path, not the requested one.",
  labelNames: ["method", "route", "status"],
  buckets,
  registers: [register],
});

/** Measures how long each request takes, and how it ends. */
export function measureRequests(): RequestHandler {
  return function measureRequest(req, res, next) {
    const end = requests.startTimer({ method: req.method });
    res.on("close", () => {
      // 499, as nginx has it: the client has gone before the response.
      const status = res.writableFinished ? res.statusCode : 499;
      end({ route: routeOf(req), status });
    });
    next();
  };
}

/** Clients can invent any number of paths, but no routes. */
function routeOf({ baseUrl, route }: Request): string {
  return route ? baseUrl + route.path : "none";
}

/** `GET /metrics`, in the text format of Prometheus. */
export function serveMetrics(): Router {
  return Router().get("/metrics", async (_req, res) => {
    res.type(register.contentType).send(await register.metrics());
  });
}
