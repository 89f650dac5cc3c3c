import type { Stage } from "../stage/stage.ts";
import { findSigningKey } from "../tokens/signing-key.ts";
import { claimsOf, type SigningKey, signToken } from "../tokens/token.ts";

let key: SigningKey | undefined;
const tokens = new Map<string, string>();

/**
 * Makes tokens for calls, signed with the gateway's own key: each cart of a
 * test needs a customer, and so many logins would take too long. Called again
 * after the database was emptied, since the gateway then has a new key.
 */
export async function takeIdentities(stage: Stage) {
  key = await findSigningKey(stage);
  tokens.clear();
}

/** A token that permits this call; undefined on stages without tokens. */
export function tokenFor(path: string): string | undefined {
  if (!key) return undefined;
  const [, resource = "", segment = ""] = path.split(/[/?]/);
  const [sub, role] = permittedUser(resource, segment);
  const token = tokens.get(sub) ?? signToken(claimsOf(sub, role), key);
  tokens.set(sub, token);
  return token;
}

function permittedUser(resource: string, segment: string): [string, string] {
  if (["numbers", "reservations"].includes(resource)) {
    return ["shoppingcart-api", "service"];
  }
  // A cart has the name of its customer.
  if (resource === "carts")
    return [decode(segment) || "no-customer", "customer"];
  if (resource === "orders") {
    const [, cartId = "no-customer"] = /^cartId=([^&]+)/.exec(segment) ?? [];
    return [decode(cartId), "customer"];
  }
  return ["admin", "admin"];
}

function decode(segment: string) {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** The header that a plain call needs. */
export function authorizationFor(path: string): Record<string, string> {
  const token = tokenFor(path);
  return token ? { authorization: `Bearer ${token}` } : {};
}
