import { Unavailable } from "#commons/errors.ts";
import type { Log } from "#commons/log.ts";
import { postOutside } from "#commons/outside.ts";
import { warnIfLasting } from "#commons/until-success.ts";

/** Reports spans to a Zipkin outside the store. */
export function reportTo(zipkinUrl: string, log: Log, now?: () => number) {
  const url = `${zipkinUrl.replace(/\/+$/, "")}/api/v2/spans`;
  const report = async (spans: unknown[]) => {
    const status = await postOutside(url, spans);
    if (status < 300) return;
    const message = `${url} answered ${status}.`;
    throw status < 500 ? new Error(message) : new Unavailable(message);
  };
  return warnIfLasting(log, "no spans reach Zipkin (ZIPKIN_URL)", report, now);
}
