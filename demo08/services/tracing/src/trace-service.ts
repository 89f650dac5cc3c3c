import { linkServices } from "./dependency-links.ts";
import { isAssetTrace } from "./page-asset.ts";
import type { Settings } from "./settings.ts";
import { remoteOf, type Span, serviceOf } from "./span.ts";
import {
  beginningOf,
  hasAll,
  isWithin,
  type Period,
  type TraceQuery,
} from "./trace-query.ts";
import type { TraceStore } from "./trace-store.ts";

export type TraceService = ReturnType<typeof createTraceService>;

/** The queries about the traces. */
export function createTraceService(
  store: TraceStore,
  {
    strictTraceId,
    autocompleteKeys,
  }: Pick<Settings, "strictTraceId" | "autocompleteKeys">,
) {
  function get(traceId: string): Span[] {
    const spans = store.find(traceId);
    return strictTraceId
      ? spans.filter((span) => span.traceId === traceId)
      : spans;
  }

  function* traces(): Generator<Span[]> {
    for (const spans of store.all()) {
      if (strictTraceId) yield* byTraceId(spans);
      else yield spans;
    }
  }

  return {
    accept: store.add,
    get,

    getMany(traceIds: string[]): Span[][] {
      return traceIds.map(get).filter((spans) => spans.length > 0);
    },

    /** The matching traces, the latest first. */
    search(query: TraceQuery): Span[][] {
      const found = [...traces()].filter(
        (spans) =>
          isWithin(spans, query) &&
          !(query.hideAssets && isAssetTrace(spans)) &&
          hasAll(spans, query),
      );
      return found.sort(latestFirst).slice(0, query.limit);
    },

    dependencies(period: Period) {
      const within = [...store.all()].filter((spans) =>
        isWithin(spans, period),
      );
      return linkServices(within);
    },

    services: () => namesIn(store, serviceOf),

    spanNames: (service: string) =>
      namesIn(store, (span) => ofService(span, service)?.name),

    remoteServices: (service: string) =>
      namesIn(store, (span) => {
        const own = ofService(span, service);
        return own && remoteOf(own);
      }),

    autocompleteKeys: () => autocompleteKeys.toSorted(),

    autocompleteValues(key: string) {
      if (!autocompleteKeys.includes(key)) return [];
      return namesIn(store, ({ tags }) => tags?.[key]);
    },
  };
}

function byTraceId(spans: Span[]): Iterable<Span[]> {
  const groups = new Map<string, Span[]>();
  for (const span of spans) {
    const group = groups.get(span.traceId) ?? [];
    groups.set(span.traceId, group);
    group.push(span);
  }
  return groups.values();
}

function latestFirst(a: Span[], b: Span[]): number {
  return beginningOf(b) - beginningOf(a);
}

function ofService(span: Span, service: string): Span | undefined {
  return serviceOf(span) === service.toLowerCase() ? span : undefined;
}

/** Sorted alphabetically, without duplicates. */
function namesIn(
  store: TraceStore,
  nameOf: (span: Span) => string | undefined,
): string[] {
  const names = new Set<string | undefined>();
  for (const spans of store.all()) {
    for (const span of spans) names.add(nameOf(span));
  }
  return [...names].filter((name) => name !== undefined).sort();
}
