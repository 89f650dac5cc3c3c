import type { KeyObject } from "node:crypto";
import jwt from "jsonwebtoken";
import type { Step } from "#commons/call.ts";
import { audience, serviceIssuer } from "#commons/tokens.ts";
import { currentUser } from "#commons/user-context.ts";

/** Adds a token that this service signs itself, valid for 60 seconds. */
export function identify(service: string, secret: KeyObject): Step {
  return async function identifyCaller(call, next) {
    if (call.isForwarded) return next(call);
    const user = currentUser();
    const claims = { role: "service", ...(user && { user }) };
    const token = jwt.sign(claims, secret, {
      algorithm: "HS256",
      issuer: serviceIssuer,
      audience,
      subject: service,
      expiresIn: 60,
    });
    const authorization = `Bearer ${token}`;
    return next({ ...call, headers: { ...call.headers, authorization } });
  };
}
