import { createHash, timingSafeEqual } from "node:crypto";
import type { RequestHandler } from "express";
import { Unauthenticated } from "#commons/errors.ts";

/**
 * Requires a password for every change, in HTTP Basic (RFC 7617), as Spring's
 * Eureka clients send the one in their URL. An empty password disables it.
 */
export function requirePassword(password: string): RequestHandler {
  return function credentials(req, _res, next) {
    const isRead = req.method === "GET" || req.method === "HEAD";
    if (password === "" || isRead) return next();
    if (isSame(passwordIn(req.get("authorization")), password)) return next();
    throw new Unauthenticated(
      "Put user and password into the registry's URL.",
      'Basic realm="registry"',
    );
  };
}

function passwordIn(header = ""): string {
  const [, encoded = ""] = /^Basic +(.+)$/i.exec(header) ?? [];
  const text = Buffer.from(encoded, "base64").toString();
  return text.slice(text.indexOf(":") + 1);
}

/** Compares in constant time. */
function isSame(a: string, b: string): boolean {
  const hash = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(hash(a), hash(b));
}
