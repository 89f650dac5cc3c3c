import { Unavailable } from "#commons/errors.ts";
import { postOutside } from "#commons/outside.ts";

/** Reports spans to a Zipkin outside the store. */
export function reportTo(zipkinUrl: string) {
  const url = `${zipkinUrl.replace(/\/+$/, "")}/api/v2/spans`;
  return async function report(spans: unknown[]) {
    const status = await postOutside(url, spans);
    if (status < 300) return;
    const message = `${url} answered ${status}.`;
    throw status < 500 ? new Error(message) : new Unavailable(message);
  };
}
