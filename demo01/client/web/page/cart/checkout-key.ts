import { StoreError } from "../../../store-client.ts";

/**
 * Gives each checkout an `Idempotency-Key`. After a checkout without a reply,
 * or with a 5xx, the next one has the same key: if the order was made, the
 * customer gets it now, and not a second one.
 */
export function createCheckoutKey() {
  let current: string | undefined;

  return async function withKey<T>(task: (key: string) => Promise<T>) {
    current ??= randomKey();
    try {
      const result = await task(current);
      current = undefined;
      return result;
    } catch (error) {
      if (isRefusal(error)) current = undefined;
      throw error;
    }
  };
}

function isRefusal(error: unknown): boolean {
  if (!(error instanceof StoreError)) return false;
  return error.status >= 400 && error.status < 500;
}

/** randomUUID would need HTTPS, or localhost. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (one) => one.toString(16).padStart(2, "0")).join("");
}
