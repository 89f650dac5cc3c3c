import fetch from "node-fetch";
import { Unavailable } from "#commons/errors.ts";

const timeoutMs = 2_000;

/**
 * Posts JSON to a server outside the store; returns the status. That server is
 * not registered, and must not get a token: no step of internal calls applies.
 */
export async function postOutside(url: string, body: unknown): Promise<number> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.text();
    return response.status;
  } catch (cause) {
    // Without its path, which may be a secret.
    throw new Unavailable(`${new URL(url).origin} does not answer.`, { cause });
  }
}
