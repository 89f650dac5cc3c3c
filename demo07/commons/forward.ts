import { type IncomingHttpHeaders, request } from "node:http";
import { pipeline } from "node:stream";
import type { Request, RequestHandler, Response } from "express";
import { Unavailable } from "#commons/errors.ts";
import { createLoadBalancer } from "#commons/load-balancer.ts";
import { measureCall } from "#commons/metrics.ts";
import type { Registry } from "#commons/registry.ts";
import { callGuarded, type Limits } from "#commons/resilience.ts";
import { createRetries } from "#commons/retry.ts";

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
/** Who reads can ask again; what a write has done, nobody would know. */
const readMs = 3_000;

/**
 * Passes a request on to a service, and the answer back, both as streams.
 * A service that is silent for `timeoutMs` counts as unavailable, and to who
 * only reads, after three seconds.
 */
export function forwardTo(
  url: string,
  registry: Pick<Registry, "find">,
  { timeoutMs = 9_000 } = {},
): RequestHandler {
  const balancer = createLoadBalancer();
  const service = new URL(url).hostname;
  const withRetries = createRetries(service);

  return async function forward(req, res) {
    // Such a path has no route here: it is counted by its beginning.
    res.locals.forwarded = req.baseUrl;
    const isRead = req.method === "GET";
    // A body that has begun to flow is gone, and an answer cannot be unsaid.
    const mayRepeat = () => isRead && !res.headersSent;
    const longestMs = isRead ? Math.min(timeoutMs, readMs) : timeoutMs;
    const instances = await registry.find(url);
    const send = (instance: string) =>
      callGuarded({ service, instance, timeoutMs: longestMs }, (limits) =>
        measureCall({ service, instance, method: req.method }, () =>
          pass(instance, req, res, { timeoutMs, ...limits }),
        ),
      );
    await withRetries(mayRepeat, (mayCallNext) =>
      balancer.call(instances, send, mayCallNext),
    ).catch((cause) => {
      if (res.destroyed) return;
      if (cause instanceof Unavailable) throw cause;
      throw new Unavailable(`${url} does not answer.`, { cause });
    });
  };
}

type Passed = { status: number; retryAfter?: string | undefined };
type Patience = Limits & { timeoutMs: number };

function pass(
  url: string,
  req: Request,
  res: Response,
  { timeoutMs, headers, signal }: Patience,
) {
  return new Promise<Passed>((resolve, reject) => {
    let retryAfter: string | undefined;
    const call = request(url, {
      method: req.method,
      path: req.originalUrl,
      headers: {
        ...endToEnd(req.headers),
        "x-forwarded-for": wayOf(req),
        ...headers,
      },
      timeout: timeoutMs,
    });
    call.on("response", (answer) => {
      retryAfter = answer.headers["retry-after"];
      res.writeHead(answer.statusCode ?? 502, endToEnd(answer.headers));
      pipeline(answer, res, () =>
        resolve({ status: res.statusCode, retryAfter }),
      );
    });
    // It has to begin in time; to read it all may take longer.
    signal.addEventListener("abort", () => {
      if (!res.headersSent) call.destroy(new Error("timeout"));
    });
    call.on("timeout", () => call.destroy(new Error("timeout")));
    call.on("error", reject);
    res.on("close", () => {
      call.destroy();
      // As nginx has it: the client has gone before there was an answer.
      resolve({ status: res.headersSent ? res.statusCode : 499, retryAfter });
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
