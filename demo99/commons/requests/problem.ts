import { STATUS_CODES } from "node:http";
import type { ErrorRequestHandler, RequestHandler } from "express";
import {
  MongoAPIError,
  MongoDriverError,
  MongoNetworkError,
  MongoSystemError,
} from "mongodb";
import {
  Conflict,
  Forbidden,
  Invalid,
  NotFound,
  Outdated,
  PaymentRequired,
  Refusal,
  Unauthenticated,
  Unavailable,
  UnsupportedType,
} from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { traceId } from "#commons/trace-context.ts";

// biome-ignore lint/suspicious/noExplicitAny: any constructor of an error
type ErrorClass = new (...args: any[]) => Error;

/** Which status an error becomes, first match first; anything else is a 500. */
const statusByClass: [ErrorClass, number][] = [
  [Invalid, 400],
  [NotFound, 404],
  [Conflict, 409],
  [Outdated, 412],
  [Unavailable, 503],
  [MongoNetworkError, 503],
  [MongoSystemError, 503],
  [MongoAPIError, 500],
  [MongoDriverError, 503],
  [UnsupportedType, 415],
  [Unauthenticated, 401],
  [Forbidden, 403],
  [PaymentRequired, 402],
];

/** Responds 404 to a path that has no route. */
export const unknownPath: RequestHandler = (req) => {
  throw new NotFound(`There is no ${req.method} ${req.path} here.`);
};

/**
 * Turns everything that a route throws into problem details (RFC 9457). Mounted last.
 */
export function problemHandler(log: Log): ErrorRequestHandler {
  return function problem(error, req, res, _next) {
    // The time limit has answered already.
    if (res.writableEnded) return;
    const status = statusOf(error);
    if (status === 500) log.error({ err: error }, error.message);
    if (status === 503) log.warn(`${error.message}${causeOf(error)}`);
    if (res.headersSent) return res.destroy();
    if (error instanceof Refusal) res.set(error.headers);

    res
      .status(status)
      .type("application/problem+json")
      .send(
        JSON.stringify({
          title: STATUS_CODES[status],
          status,
          detail: detailOf(error, status),
          instance: req.originalUrl,
          traceId: traceId(),
          ...(error instanceof Refusal ? error.members : {}),
        }),
      );
  };
}

/** The status of the reply to a request that fails with this error. */
export function statusOf(error: Error): number {
  const row = statusByClass.find(([errorClass]) => error instanceof errorClass);
  return row?.[1] ?? refusedByExpress(error) ?? failureOfDatabase(error) ?? 500;
}

/** MongoDB's OutOfDiskSpace. */
const diskIsFull = 14031;

/** The driver passes on socket errors when the database has just crashed. */
function failureOfDatabase(error: Error): number | undefined {
  const { code } = error as { code?: unknown };
  return ["EPIPE", "ECONNRESET", diskIsFull].includes(code as string)
    ? 503
    : undefined;
}

/** Express puts a `status` into its errors about bodies and paths. */
function refusedByExpress(error: Error): number | undefined {
  const { status } = error as Error & { status?: number };
  return status && status >= 400 && status < 500 ? status : undefined;
}

/** What a caller may know about an error. */
export function detailOf(error: Error, status: number): string | undefined {
  if (status === 500) return undefined;
  if (error instanceof Refusal || status < 500) return error.message;
  const isFull = (error as { code?: unknown }).code === diskIsFull;
  return isFull ? "The database is full." : "The database does not answer.";
}

function causeOf({ cause }: Error): string {
  if (!(cause instanceof Error)) return "";
  const { code = cause.message } = cause as NodeJS.ErrnoException;
  return ` (${code})`;
}
