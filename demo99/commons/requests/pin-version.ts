import type { RequestHandler } from "express";
import { versionHeader, withPinnedVersion } from "#commons/api-version.ts";

/** Notes the version that the client has pinned with `x-api-version`. */
export function pinVersion(): RequestHandler {
  return function version(req, _res, next) {
    withPinnedVersion(req.get(versionHeader) || undefined, next);
  };
}
