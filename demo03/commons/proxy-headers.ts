import type { IncomingHttpHeaders } from "node:http";
import type { Request } from "express";

type Headers = Record<string, string | string[]>;

/** Headers of one connection; a proxy has two (RFC 9110, 7.6.1). */
const hopByHop = [
  "connection",
  "host",
  "keep-alive",
  "proxy-connection",
  "te",
  "trailer",
  "upgrade",
];
/** Without these, the rest of a body would be read as the next request. */
const framing = ["content-length", "transfer-encoding"];

/** The headers that a proxy passes on. */
export function endToEnd(headers: IncomingHttpHeaders): Headers {
  const named = headers.connection?.toLowerCase().split(/[\s,]+/) ?? [];
  const dropped = [...hopByHop, ...named].filter(
    (name) => !framing.includes(name),
  );
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !dropped.includes(name)),
  ) as Headers;
}

/** The client's address, after those of the proxies before this one. */
export function forwardedFor({ headers, socket }: Request): string {
  const before = headers["x-forwarded-for"];
  return [before, socket.remoteAddress].filter(Boolean).join(", ");
}
