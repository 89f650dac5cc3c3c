import type { RequestHandler } from "express";
import { TooLarge } from "./gateway-errors.ts";

/** Refuses longer bodies, whatever the client says about their length. */
export function limitBody(longest: number): RequestHandler {
  return function bodyLimit(req, _res, next) {
    const refusal = new TooLarge(`A body has ${longest} bytes at most.`);
    let bytes = 0;
    function count(chunk: Buffer) {
      bytes += chunk.length;
      if (bytes <= longest) return;
      req.off("data", count).unpipe().resume();
      next(refusal);
    }

    if (Number(req.headers["content-length"] ?? 0) > longest) throw refusal;
    // The body must not begin to flow before there is somebody to take it.
    req.once("resume", () => req.on("data", count));
    next();
  };
}
