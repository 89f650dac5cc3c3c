import type { Span } from "./span.ts";

const methods = /^(get|head|post|put|patch|delete|options)\b/i;

/** Of an HTTP request's span: `GET`. Some clients write it in the name only. */
export function methodOf({ name = "", tags }: Span): string | undefined {
  const method = tags?.["http.method"] ?? methods.exec(name)?.[1];
  return method?.toUpperCase();
}

/** The path without its query, also of clients that record the whole URL. */
export function pathOf({ tags }: Span): string | undefined {
  const path = tags?.["http.path"] ?? pathIn(tags?.["http.url"]);
  return path?.split("?")[0] || undefined;
}

export function httpStatusOf({ tags }: Span): string | undefined {
  return tags?.["http.status_code"];
}

function pathIn(url: string | undefined): string | undefined {
  return url && URL.canParse(url) ? new URL(url).pathname : undefined;
}
