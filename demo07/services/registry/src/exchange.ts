import { promisify } from "node:util";
import { gzip } from "node:zlib";
import express, { type Request, type Response, Router } from "express";
import { readJson } from "#commons/requests/json-body.ts";
import { fromXml, toXml } from "./xml.ts";

const compress = promisify(gzip);

/** Reads a body in JSON or XML, whichever the client's language prefers. */
export const anyBody = Router().use(
  readJson,
  express.text({ type: ["application/xml", "text/xml"], limit: "100kb" }),
  (req, _res, next) => {
    if (typeof req.body === "string") req.body = fromXml(req.body);
    next();
  },
);

/** Answers in JSON to those who ask for it, in XML to all others. */
export async function answer(
  req: Request,
  res: Response,
  body: Record<string, unknown>,
) {
  const wantsJson = req.get("accept")?.includes("json");
  const text = wantsJson ? JSON.stringify(body) : toXml(body);
  res.type(wantsJson ? "application/json" : "application/xml");
  res.vary("Accept").vary("Accept-Encoding");
  if (!req.acceptsEncodings("gzip")) return res.send(text);
  res.set("content-encoding", "gzip").send(await compress(text));
}
