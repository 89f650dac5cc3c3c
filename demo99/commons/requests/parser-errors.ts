import { type Server, type ServerResponse, STATUS_CODES } from "node:http";
import type { Socket } from "node:net";

type ParserError = { code?: string; reason?: string; message?: string };

const causes: Record<string, [status: number, detail: string]> = {
  HPE_INVALID_URL: [
    400,
    "The URL has a character that must be percent-encoded in UTF-8.",
  ],
  HPE_HEADER_OVERFLOW: [431, "The URL and the headers have more than 16 kB."],
  CONNECT: [501, "A service is not a proxy: CONNECT is not supported."],
  ERR_HTTP_REQUEST_TIMEOUT: [
    408,
    "The request did not arrive completely within 5 seconds.",
  ],
};

const problemType = "application/problem+json; charset=utf-8";

/**
 * Responds with problem details (RFC 9457) to requests that Node rejects. They
 * never become a `request` event, so no middleware sees them.
 */
export function answerParserErrors(server: Server) {
  const responses = new WeakMap<object, ServerResponse>();
  server.on("request", ({ socket }, res) => responses.set(socket, res));
  server.on("clientError", (error: ParserError, socket: Socket) => {
    if (!socket.writable || hasReply(responses.get(socket))) {
      return socket.destroy();
    }
    socket.end(problemResponse(error));
  });
  server.on("connect", (_req, socket) => {
    socket.on("error", () => {}).end(problemResponse({ code: "CONNECT" }));
  });
  server.on("checkExpectation", (req, res) => {
    const detail = `The expectation "${req.headers.expect}" is not supported.`;
    res.statusCode = 417;
    res.setHeader("content-type", problemType).end(problemBody(417, detail));
  });
}

/** Whether the request that failed has a response already, or a part of one. */
function hasReply(response: ServerResponse | undefined): boolean {
  if (!response?.headersSent) return false;
  return !response.writableFinished || !response.req.complete;
}

function problemResponse({ code = "", reason, message }: ParserError): string {
  const [status, detail] = causes[code] ?? [
    400,
    `The request is not valid HTTP: ${reason ?? message}.`,
  ];
  return problemText(status, detail);
}

/** A whole response, for a socket that no response object has. */
export function problemText(status: number, detail: string): string {
  const body = problemBody(status, detail);
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `Content-Type: ${problemType}`,
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
    "",
    body,
  ].join("\r\n");
}

function problemBody(status: number, detail: string): string {
  return JSON.stringify({ title: STATUS_CODES[status], status, detail });
}
