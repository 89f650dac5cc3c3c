import { isUtf8 } from "node:buffer";
import express, {
  type ErrorRequestHandler,
  type Request,
  type RequestHandler,
  Router,
} from "express";
import * as z from "zod";
import { Invalid, UnsupportedType } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";

/** Refuses a body of any other type, or in another charset than UTF-8. */
export function requireType(...types: string[]): RequestHandler {
  return function requiredType(req, _res, next) {
    const isEmpty = req.get("content-length") === "0";
    const type = req.is(types);
    if (isEmpty || type === null) return next();
    if (type === false) {
      const names = types.join(" or ");
      throw new UnsupportedType(`The body must have the type ${names}.`);
    }
    if (charsetOf(req) === "utf-8") return next();
    throw new UnsupportedType("The body must have the charset utf-8.");
  };
}

function charsetOf(req: Request): string {
  const type = req.get("content-type") ?? "";
  const [, charset = "utf-8"] = /;\s*charset="?([^\s";]+)/i.exec(type) ?? [];
  return charset.toLowerCase();
}

/** Express would replace undecodable bytes, and the result would be stored. */
export function requireUtf8(_req: unknown, _res: unknown, body: Buffer) {
  if (!isUtf8(body)) throw new Invalid("The body must be encoded in UTF-8.");
}

/**
 * body-parser reads no body of a client that has gone meanwhile, and lets the
 * request pass: its body would not count.
 */
export function requireRead(type: string): RequestHandler {
  return function requiredRead(req, _res, next) {
    const isLost = req.is(type) === type && req.body === undefined;
    next(isLost ? new Invalid("The body has not arrived.") : undefined);
  };
}

/** V8 quotes the text around the error, which may be a password. */
const quoteNothing: ErrorRequestHandler = (error, _req, _res, next) => {
  const isSyntax = error.type === "entity.parse.failed";
  next(isSyntax ? new Invalid("The body is not valid JSON.") : error);
};

/** Reads a JSON body; any other is answered with 400, 413 or 415. */
export function jsonBodyUpTo(limit: string): RequestHandler {
  return Router().use(
    requireType("application/json"),
    express.json({ limit, verify: requireUtf8 }),
    requireRead("application/json"),
    quoteNothing,
  );
}

/** Reads a JSON body of at most 100 kB. */
export const jsonBody = jsonBodyUpTo("100kb");

const none = z.strictObject({});

/** Mounted above routes that take no query parameter. */
export const noQuery: RequestHandler = (req, _res, next) => {
  parse(none, req.query);
  next();
};
