import type { RequestHandler } from "express";
import { ipKeyGenerator, type Options, rateLimit } from "express-rate-limit";
import { callerOf } from "#commons/identity.ts";
import { TooMany } from "./gateway-errors.ts";

const shared: Partial<Options> = {
  windowMs: 60_000,
  standardHeaders: "draft-7",
  legacyHeaders: false,
  // Retry-After has been set by then.
  handler: (_req, _res, next) => next(new TooMany("Too many requests.")),
};

/** So many requests a minute for each user; without a token, each address. */
export function limitRate(perMinute: number): RequestHandler {
  return rateLimit({
    ...shared,
    limit: perMinute,
    keyGenerator: ({ ip = "" }, res) =>
      callerOf(res)?.name ?? ipKeyGenerator(ip),
  });
}

/** So many failures a minute from one address, whoever it says it is. */
export function limitFailures(perMinute: number): RequestHandler {
  return rateLimit({
    ...shared,
    limit: perMinute,
    skipSuccessfulRequests: true,
    keyGenerator: ({ ip = "" }) => ipKeyGenerator(ip),
  });
}
