import { pathOf } from "./http-facts.ts";
import type { Span } from "./span.ts";

const asset =
  /\.(html?|js|mjs|css|map|svg|png|jpe?g|gif|ico|webp|avif|woff2?|ttf|txt|webmanifest)$/i;

/** Whether the trace began with a request for a part of a page. */
export function isAssetTrace(spans: Span[]): boolean {
  const root = spans.find(({ parentId, shared }) => !parentId && !shared);
  const path = root && pathOf(root);
  return path !== undefined && asset.test(path);
}
