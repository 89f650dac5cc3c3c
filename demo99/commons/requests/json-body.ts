import { isUtf8 } from "node:buffer";
import express, {
  type ErrorRequestHandler,
  type RequestHandler,
  Router,
} from "express";
import * as z from "zod";
import { Invalid, UnsupportedType } from "#commons/errors.ts";
import { parse } from "#commons/validate.ts";

const requireJson: RequestHandler = (req, _res, next) => {
  const isEmpty = req.get("content-length") === "0";
  if (isEmpty || req.is("json") !== false) return next();
  throw new UnsupportedType("The body must have the type application/json.");
};

/** Express would replace undecodable bytes, and the result would be stored. */
function requireUtf8(_req: unknown, _res: unknown, body: Buffer) {
  if (!isUtf8(body)) throw new Invalid("The body must be encoded in UTF-8.");
}

/** V8 quotes the text around the error, which may be a password. */
const quoteNothing: ErrorRequestHandler = (error, _req, _res, next) => {
  const isSyntax = error.type === "entity.parse.failed";
  next(isSyntax ? new Invalid("The body is not valid JSON.") : error);
};

/** Reads a body if it is JSON, which must be in UTF-8 and at most 100 kB. */
export const readJson: RequestHandler = Router().use(
  express.json({ limit: "100kb", verify: requireUtf8 }),
  quoteNothing,
);

/** Reads a JSON body; any other is answered with 400, 413 or 415. */
export const jsonBody: RequestHandler = Router().use(requireJson, readJson);

const none = z.strictObject({});

/** Mounted above routes that take no query parameter. */
export const noQuery: RequestHandler = (req, _res, next) => {
  parse(none, req.query);
  next();
};
