import type { Endpoint, Span } from "./span.ts";

/** Memory of a span's object and of each tag or annotation, measured. */
const spanBytes = 500;
const entryBytes = 64;

/** About the bytes that a span occupies in memory. */
export function spanSize(span: Span): number {
  const { name = "", tags, annotations = [] } = span;
  let size = spanBytes + bytesOf(name);
  size += endpointSize(span.localEndpoint) + endpointSize(span.remoteEndpoint);
  for (const { value } of annotations) size += entryBytes + bytesOf(value);
  for (const key in tags) {
    size += entryBytes + bytesOf(key) + bytesOf(tags[key] ?? "");
  }
  return size;
}

function endpointSize(endpoint: Endpoint | undefined): number {
  return endpoint ? entryBytes + bytesOf(endpoint.serviceName ?? "") : 0;
}

/** Only long text is searched for characters of two bytes, to save time. */
function bytesOf(text: string): number {
  const isWide = text.length > 100 && /[^\0-\xff]/.test(text);
  return isWide ? 2 * text.length : text.length;
}
