import type { RequestHandler } from "express";
import { Invalid } from "#commons/errors.ts";

/** Refuses requests that Node rejects without a reason, or misreads. */
export const validFraming: RequestHandler = (req, _res, next) => {
  const { host, "transfer-encoding": coding = "chunked" } = req.headers;
  // HTTP/1.0 has no such header.
  if (host === undefined && req.httpVersion !== "1.0") {
    throw new Invalid("The request must have the header Host.");
  }
  if (coding.toLowerCase() !== "chunked") {
    throw new Invalid("The only Transfer-Encoding that is read is chunked.");
  }
  next();
};
