import fetch from "node-fetch";
import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { warnIfLasting } from "#commons/until-success.ts";

/**
 * Reports spans to a Zipkin outside the store. It is not registered, and must
 * not get a token: no step of internal calls applies.
 */
export function reportTo(zipkinUrl: string, log: Log, now?: () => number) {
  const url = `${zipkinUrl.replace(/\/+$/, "")}/api/v2/spans`;
  const report = async (spans: unknown[]) => {
    const { ok, status } = await post(url, spans);
    if (ok) return;
    const message = `${url} answered ${status}.`;
    throw status < 500 ? new Error(message) : new Unavailable(message);
  };
  return warnIfLasting(log, "no spans reach Zipkin (ZIPKIN_URL)", report, now);
}

async function post(url: string, spans: unknown[]) {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(spans),
      signal: AbortSignal.timeout(2_000),
    });
    await response.text();
    return response;
  } catch (cause) {
    throw new Unavailable(`${url} does not answer.`, { cause });
  }
}
