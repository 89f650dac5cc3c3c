import type { Request } from "express";

/**
 * The tags in `If-Match` (RFC 9110, 13.1.1), without their quotes; undefined
 * without the header. `*` stands for any state of a resource that exists.
 */
export function ifMatch(req: Request): string[] | undefined {
  const header = req.get("if-match")?.trim();
  if (header === undefined || header === "*") return header && ["*"];
  const tags = [...header.matchAll(/(W\/)?"([^"]*)"/g)];
  // A weak tag never matches.
  return tags.flatMap(([, weak, tag = ""]) => (weak ? [] : [tag]));
}
