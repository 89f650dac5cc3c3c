import { isIPv4, isIPv6 } from "node:net";
import { z } from "zod";
import type { Annotation, Span } from "./span.ts";
import { parentId, spanId, traceId } from "./trace-id.ts";

/** Some clients write a number of microseconds as a text. */
const microseconds = z.union([
  z.int(),
  z
    .string()
    .regex(/^-?\d{1,15}$|^\d{16}$/, "must be a number of microseconds")
    .transform(Number),
]);

const name = z.string().transform((text) => text.toLowerCase() || undefined);

const endpoint = z
  .object({
    serviceName: name.nullish(),
    ipv4: z.string().nullish(),
    ipv6: z.string().nullish(),
    port: z.int().min(0).max(65_535).nullish(),
  })
  .transform(({ serviceName, ipv4, ipv6, port }) => {
    const known = withoutNothing({
      serviceName,
      ipv4: [ipv4, ipv6].find((ip) => ip && isIPv4(ip)),
      ipv6: [ipv6, ipv4].find((ip) => ip && isIPv6(ip)),
      port: port || undefined,
    });
    return Object.keys(known).length > 0 ? known : undefined;
  });

const annotation = z.object({ timestamp: microseconds, value: z.string() });

const tag = z.union([z.string(), z.number().transform(String)]);

/** As Zipkin's clients send it: nulls, capitals, unknown fields and all. */
const sentSpan = z.object({
  traceId,
  parentId: parentId.nullish(),
  id: spanId,
  kind: z.enum(["CLIENT", "SERVER", "PRODUCER", "CONSUMER"]).nullish(),
  name: name.nullish(),
  timestamp: microseconds.nullish(),
  duration: microseconds.nullish(),
  localEndpoint: endpoint.nullish(),
  remoteEndpoint: endpoint.nullish(),
  annotations: z.array(annotation).nullish(),
  tags: z.record(z.string(), tag).nullish(),
  debug: z.boolean().nullish(),
  shared: z.boolean().nullish(),
  binaryAnnotations: z.never("is of version 1").optional(),
});

const span = sentSpan.transform(
  ({ annotations, tags, debug, shared, ...sent }): Span =>
    withoutNothing({
      ...sent,
      parentId: sent.parentId === sent.id ? undefined : sent.parentId,
      timestamp: positive(sent.timestamp),
      duration: positive(sent.duration),
      annotations: annotations?.length ? inOrder(annotations) : undefined,
      tags: tags && Object.keys(tags).length > 0 ? tags : undefined,
      debug: debug || undefined,
      shared: (shared && sent.kind !== "CLIENT") || undefined,
    }) as Span,
);

/** A list of spans, as a client sends them. */
export const spanList = z.array(span);

const positive = (time?: number | null) =>
  time && time > 0 ? time : undefined;

const inOrder = (annotations: Annotation[]) =>
  annotations.toSorted((a, b) => a.timestamp - b.timestamp);

function withoutNothing<T extends object>(object: T): Partial<T> {
  const given = Object.entries(object).filter(([, value]) => value != null);
  return Object.fromEntries(given) as Partial<T>;
}
