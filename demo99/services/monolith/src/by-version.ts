import { type RequestHandler, Router } from "express";
import { pinnedVersion, versionHeader } from "#commons/api-version.ts";
import { Invalid } from "#commons/errors.ts";

/**
 * Several versions of a path in one process: a request gets the version that
 * its client pins with `x-api-version`, or else the last one.
 */
export function byVersion(
  path: string,
  versions: Record<string, RequestHandler>,
): Router {
  const names = Object.keys(versions);
  return Router().all(path, (req, res, next) => {
    const name = pinnedVersion() ?? names.at(-1) ?? "";
    const handler = names.includes(name) && versions[name];
    if (handler) return handler(req, res, next);
    const message = `${path} has no such version; it has ${names.join(", ")}`;
    throw new Invalid(`${message}.`, {
      members: { errors: [{ field: versionHeader, message }] },
    });
  });
}
