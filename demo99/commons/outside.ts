import fetch from "node-fetch";
import { requestDeadline } from "#commons/deadline.ts";
import { Unavailable } from "#commons/errors.ts";

const timeoutMs = 2_000;

/**
 * Calls a server outside the store with JSON. That server is not registered,
 * and must not get a token: no step of internal calls applies.
 */
export async function callOutside(method: string, url: string, body?: unknown) {
  const leftMs = Math.min(requestDeadline() - performance.now(), timeoutMs);
  const signal = AbortSignal.timeout(Math.max(Math.ceil(leftMs), 0));
  try {
    const response = await fetch(url, {
      method,
      headers: { "content-type": "application/json" },
      body: body === undefined ? null : JSON.stringify(body),
      signal,
    });
    return { status: response.status, text: await response.text() };
  } catch (cause) {
    // Without its path, which may be a secret.
    throw new Unavailable(`${new URL(url).origin} does not answer.`, { cause });
  }
}

/** Posts JSON to a server outside the store; returns the status. */
export async function postOutside(url: string, body: unknown): Promise<number> {
  return (await callOutside("POST", url, body)).status;
}
