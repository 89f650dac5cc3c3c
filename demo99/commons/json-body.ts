import express, { type RequestHandler } from "express";
import { z } from "zod";
import { parse } from "#commons/validate.ts";

/** Reads a JSON body; more than 100 kB is refused with 413. */
export const jsonBody: RequestHandler = express.json({ limit: "100kb" });

const none = z.strictObject({});

/** Mounted above the routes that take no query parameter at all. */
export const noQuery: RequestHandler = (req, _res, next) => {
  parse(none, req.query);
  next();
};
