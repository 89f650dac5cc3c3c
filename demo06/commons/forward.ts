import { type IncomingHttpHeaders, request } from "node:http";
import { pipeline } from "node:stream";
import type { Request, RequestHandler, Response } from "express";
import { Unavailable } from "#commons/errors.ts";
import {
  createLoadBalancer,
  isRefused,
  isReset,
} from "#commons/load-balancer.ts";
import { measureCall } from "#commons/metrics.ts";
import type { Registry } from "#commons/registry.ts";

/** They concern one connection, and there are two here (RFC 9110, 7.6.1). */
const hopByHop = [
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
];
/** They say where a body ends: without them its rest is taken for a request. */
const framing = ["content-length", "transfer-encoding"];

/**
 * Passes a request on to a service, and the answer back, both as streams.
 * A service that is silent for `timeoutMs` counts as unavailable.
 */
export function forwardTo(
  url: string,
  registry: Pick<Registry, "find">,
  { timeoutMs = 9_000 } = {},
): RequestHandler {
  const balancer = createLoadBalancer();
  const service = new URL(url).hostname;

  return async function forward(req, res) {
    // Such a path has no route here: it is counted by its beginning.
    res.locals.forwarded = req.baseUrl;
    // A body that has begun to flow is gone, and an answer cannot be unsaid.
    const mayCallNext = (error: unknown) =>
      isRefused(error) ||
      (isReset(error) && req.method === "GET" && !res.headersSent);
    const instances = await registry.find(url);
    const send = (instance: string) =>
      measureCall({ service, instance, method: req.method }, () =>
        pass(instance, req, res, timeoutMs),
      );
    await balancer.call(instances, send, mayCallNext).catch((cause) => {
      throw new Unavailable(`${url} does not answer.`, { cause });
    });
  };
}

function pass(url: string, req: Request, res: Response, timeoutMs: number) {
  return new Promise<{ status: number }>((resolve, reject) => {
    const call = request(url, {
      method: req.method,
      path: req.originalUrl,
      headers: { ...endToEnd(req.headers), "x-forwarded-for": wayOf(req) },
      timeout: timeoutMs,
    });
    call.on("response", (answer) => {
      res.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      pipeline(answer, res, () => resolve({ status: res.statusCode }));
    });
    call.on("timeout", () => call.destroy(new Error("timeout")));
    call.on("error", reject);
    res.on("close", () => {
      call.destroy();
      // As nginx has it: the client has gone before there was an answer.
      resolve({ status: res.headersSent ? res.statusCode : 499 });
    });
    call.on("socket", (socket) => {
      // The body stays here until there is somebody to take it.
      if (socket.connecting) socket.once("connect", () => req.pipe(call));
      else req.pipe(call);
    });
  });
}

/** From where it comes, and through whose hands. */
function wayOf({ headers, socket }: Request): string {
  const before = headers["x-forwarded-for"];
  return [before, socket.remoteAddress].filter(Boolean).join(", ");
}

function endToEnd(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = headers.connection?.toLowerCase().split(/[\s,]+/) ?? [];
  const dropped = [...hopByHop, ...named].filter(
    (name) => !framing.includes(name),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !dropped.includes(name)),
  );
}
