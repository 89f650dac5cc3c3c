import { Agent, type IncomingMessage, request } from "node:http";
import type { Request, RequestHandler, Response } from "express";
import getRawBody from "raw-body";
import type { Call, Caller, Reply } from "#commons/call.ts";
import { clientGone } from "#commons/call-failure.ts";
import { endToEnd, forwardedFor } from "#commons/proxy-headers.ts";

type StreamedReply = Reply & { body: IncomingMessage };

const readMs = 3_000;
/** Longer for a write: one that is given up may still be carried out. */
const writeMs = 9_000;
const agent = new Agent({ keepAlive: true, maxSockets: 256, timeout: 30_000 });

/**
 * Passes a request on to a service, and the reply back as a stream. The
 * request is read first, up to 100 kB, so that a slow client takes none of
 * the callee's time. A reply has to begin within 3 s, to a write within 9 s.
 */
export function forwardTo(call: Caller, service: string): RequestHandler {
  return async function forward(req, res) {
    // The call has a limit of its own: see limitTime.
    res.locals.isForwarded = true;
    const isRead = req.method === "GET" || req.method === "HEAD";
    const timeoutMs = isRead ? readMs : writeMs;
    const body = await getRawBody(req, { limit: "100kb" });
    const reply = await call(
      {
        service,
        instance: service,
        method: req.method,
        path: req.originalUrl,
        headers: headersOf(req, body),
        signal: limitOf(res, timeoutMs),
        deadline: performance.now() + timeoutMs,
        isRepeatable: isRead,
        isForwarded: true,
      },
      (it) => send(it, body),
    );
    res.writeHead(reply.status, endToEnd(reply.headers));
    // The reply has begun: only closing the connection shows the error.
    reply.body.on("error", () => res.destroy()).pipe(res);
    res.on("close", () => reply.body.destroy());
  };
}

function headersOf(req: Request, body: Buffer) {
  const { "transfer-encoding": _, expect, ...headers } = endToEnd(req.headers);
  const length = body.length > 0 && { "content-length": `${body.length}` };
  return { ...headers, ...length, "x-forwarded-for": forwardedFor(req) };
}

/** Aborts after this time, or when the client has closed its connection. */
function limitOf(res: Response, timeoutMs: number): AbortSignal {
  const controller = new AbortController();
  // AbortSignal.any would lose the timeout: Node 20 collects it as garbage.
  const timer = setTimeout(() => controller.abort(), timeoutMs);
  res.on("close", () => {
    clearTimeout(timer);
    controller.abort(clientGone);
  });
  return controller.signal;
}

function send(call: Call, body: Buffer): Promise<StreamedReply> {
  const { instance, method, path, headers, signal } = call;
  return new Promise((resolve, reject) => {
    const sent = request(instance, { agent, method, path, headers });
    const abort = () => sent.destroy(new Error("aborted"));
    signal.addEventListener("abort", abort);
    sent.on("response", (body) => {
      // A client may read slowly, with pauses of up to 30 s.
      signal.removeEventListener("abort", abort);
      const { statusCode: status = 502, headers } = body;
      resolve({ status, headers, body });
    });
    sent.on("timeout", abort).on("error", reject).end(body);
  });
}
