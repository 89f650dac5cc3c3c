import { promisify } from "node:util";
import { gzip } from "node:zlib";
import express, {
  type ErrorRequestHandler,
  type NextFunction,
  type Request,
  type RequestHandler,
  type Response,
  Router,
} from "express";
import { requireType, requireUtf8 } from "#commons/requests/json-body.ts";
import { LimitReached } from "./limits.ts";
import type { Edition, ResponseCache } from "./response-cache.ts";
import { fromXml, toXml } from "./xml.ts";

const compress = promisify(gzip);

type Body = Record<string, unknown>;

/** Express does not name the limit in its message. */
const nameLimit: ErrorRequestHandler = (error, _req, _res, next) => {
  const isTooLarge = error.type === "entity.too.large";
  const message = `A body may have at most ${error.limit} bytes.`;
  next(isTooLarge ? new LimitReached(413, message) : error);
};

const xmlTypes = ["application/xml", "text/xml"];

/** Netflix's server reads UTF-8 under this label, too, as old clients send it. */
const ignoreLatin1: RequestHandler = (req, _res, next) => {
  const type = req.get("content-type");
  const latin1 = /;\s*charset="?iso-8859-1"?/i;
  req.headers["content-type"] = type?.replace(latin1, "");
  next();
};

/** Reads a body in JSON or XML, depending on its content type. */
export const readBody = Router().use(
  ignoreLatin1,
  requireType("application/json", ...xmlTypes),
  express.json({ limit: "100kb", verify: requireUtf8 }),
  express.text({ type: xmlTypes, limit: "100kb", verify: requireUtf8 }),
  (req: Request, _res: Response, next: NextFunction) => {
    if (typeof req.body === "string") req.body = fromXml(req.body);
    next();
  },
  nameLimit,
);

/** Responds in JSON if the client accepts it, in XML otherwise. */
export async function answer(req: Request, res: Response, body: Body) {
  const text = Buffer.from(encode(formatOf(req), body));
  if (!acceptsGzip(req)) return send(req, res, text);
  return send(req, res, await compress(text));
}

/** Responds like `answer`, but encodes an edition of the body only once. */
export async function answerCached(
  req: Request,
  res: Response,
  cache: ResponseCache,
  { name, version, body }: Edition<Body>,
) {
  const format = formatOf(req);
  const text = () =>
    cache.get({
      name: `${name} ${format}`,
      version,
      body: async () => Buffer.from(encode(format, body())),
    });
  if (!acceptsGzip(req)) return send(req, res, await text());
  const zipped = await cache.get({
    name: `${name} ${format} gzip`,
    version,
    body: async () => compress(await text()),
  });
  return send(req, res, zipped);
}

/** `res.send` would hash megabytes for an ETag that no Eureka client uses. */
function send(req: Request, res: Response, body: Buffer) {
  res.type(formatOf(req)).vary("Accept").vary("Accept-Encoding");
  if (acceptsGzip(req)) res.set("content-encoding", "gzip");
  res.set("content-length", String(body.length)).end(body);
}

function formatOf(req: Request): "json" | "xml" {
  return req.get("accept")?.includes("json") ? "json" : "xml";
}

function encode(format: "json" | "xml", body: Body): string {
  return format === "json" ? JSON.stringify(body) : toXml(body);
}

function acceptsGzip(req: Request): boolean {
  return req.acceptsEncodings("gzip") !== false;
}
