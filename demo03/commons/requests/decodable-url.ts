import type { RequestHandler } from "express";
import { Invalid } from "#commons/errors.ts";

/** Refuses bytes that are not UTF-8, which would be replaced by U+FFFD. */
export const decodableUrl: RequestHandler = (req, _res, next) => {
  requireDecodable("URL", req.url);
  next();
};

/** Throws Invalid if the text has escapes of bytes that are not UTF-8. */
export function requireDecodable(name: string, text: string) {
  // A percent sign that begins no escape stands for itself.
  const escapes = text.replace(/%(?![0-9a-f]{2})/gi, "%25");
  try {
    decodeURIComponent(escapes);
  } catch (cause) {
    throw new Invalid(`The ${name} must be percent-encoded UTF-8.`, { cause });
  }
}
