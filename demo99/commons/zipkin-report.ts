import fetch from "node-fetch";
import { Unavailable } from "#commons/errors.ts";

const timeoutMs = 2_000;

/**
 * Reports spans to a Zipkin outside the store. It is not registered, and must
 * not get a token: no step of internal calls applies.
 */
export function reportTo(zipkinUrl: string) {
  const url = `${zipkinUrl.replace(/\/+$/, "")}/api/v2/spans`;
  return async function report(spans: unknown[]) {
    const { ok, status } = await post(url, spans);
    if (ok) return;
    const message = `${url} answered ${status}.`;
    throw status < 500 ? new Error(message) : new Unavailable(message);
  };
}

async function post(url: string, spans: unknown[]) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(spans),
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.text();
    return response;
  } catch (cause) {
    throw new Unavailable(`${url} does not answer.`, { cause });
  }
}
