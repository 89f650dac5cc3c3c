import type { RequestHandler } from "express";
import { ipKeyGenerator, rateLimit } from "express-rate-limit";
import { Refusal } from "#commons/errors.ts";

/** The caller has used up its requests for this minute. */
class TooMany extends Refusal {
  readonly status = 429;
}

/**
 * Limits the requests a minute of each user; without a token, of each address.
 * The limiter sets `Retry-After`.
 */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    windowMs: 60_000,
    limit: perMinute,
    standardHeaders: "draft-7",
    legacyHeaders: false,
    keyGenerator: ({ ip = "" }, res) =>
      res.locals.caller?.name ?? ipKeyGenerator(ip),
    // A client may send the header; the address of the connection counts.
    validate: { xForwardedForHeader: false },
    handler: (_req, _res, next) => next(new TooMany("Too many requests.")),
  });
}
