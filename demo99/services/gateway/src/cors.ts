import cors from "cors";
import type { RequestHandler } from "express";

export const localShop = "http://localhost:8080,http://127.0.0.1:8080";

/**
 * Lets pages of these origins, separated by commas, call the gateway (CORS).
 * Preflight requests end here: a browser sends them without a token.
 */
export function allowOrigins(origins: string): RequestHandler {
  return cors({
    origin: parseOrigins(origins),
    allowedHeaders: [
      "Authorization",
      "Content-Type",
      "Idempotency-Key",
      "If-Match",
      "Prefer",
      "X-API-Version",
    ],
    exposedHeaders: ["ETag", "Location", "Preference-Applied", "Retry-After"],
    maxAge: 600,
  });
}

export const parseOrigins = (text: string) => text.split(",").map(toOrigin);

/** As browsers send it: a final slash is not part of an origin. */
const toOrigin = (text: string) => text.trim().replace(/\/$/, "");
