import type { RequestHandler } from "express";
import { ipKeyGenerator, type Options, rateLimit } from "express-rate-limit";
import { Refusal } from "#commons/errors.ts";

/** The caller has used up its requests for this minute. */
export class TooMany extends Refusal {
  readonly status = 429;
}

const shared: Partial<Options> = {
  windowMs: 60_000,
  standardHeaders: "draft-7",
  legacyHeaders: false,
  // A client may send the header; the address of the connection counts.
  validate: { xForwardedForHeader: false },
  handler: (_req, _res, next) => next(new TooMany("Too many requests.")),
};

/**
 * Limits the requests a minute of each user; without a token, of each address.
 * The limiter sets `Retry-After`.
 */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    ...shared,
    limit: perMinute,
    keyGenerator: ({ ip = "" }, res) =>
      res.locals.caller?.name ?? ipKeyGenerator(ip),
  });
}

/** Limits the 401s a minute of each address, whatever names it tries. */
export function limitFailures(perMinute: number): RequestHandler {
  return rateLimit({
    ...shared,
    limit: perMinute,
    skipSuccessfulRequests: true,
    requestWasSuccessful: (_req, { statusCode }) => statusCode !== 401,
    keyGenerator: ({ ip = "" }) => ipKeyGenerator(ip),
  });
}
