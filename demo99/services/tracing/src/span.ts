/** One side of a call. */
export type Endpoint = {
  serviceName?: string;
  ipv4?: string;
  ipv6?: string;
  port?: number;
};

/** Something that happened while a span lasted. */
export type Annotation = { timestamp: number; value: string };

/**
 * A span in Zipkin's form, version 2; what is empty is left out. Times are
 * microseconds, timestamps since 1970.
 * https://zipkin.io/zipkin-api/#/default/post_spans
 */
export type Span = {
  traceId: string;
  parentId?: string;
  id: string;
  kind?: "CLIENT" | "SERVER" | "PRODUCER" | "CONSUMER";
  name?: string;
  timestamp?: number;
  duration?: number;
  localEndpoint?: Endpoint;
  remoteEndpoint?: Endpoint;
  annotations?: Annotation[];
  tags?: Record<string, string>;
  debug?: true;
  /** The server's part of a span that has begun in the client. */
  shared?: true;
};

export const startOf = ({ timestamp = 0 }: Span): number => timestamp;

export const serviceOf = ({ localEndpoint }: Span): string | undefined =>
  localEndpoint?.serviceName;

export const remoteOf = ({ remoteEndpoint }: Span): string | undefined =>
  remoteEndpoint?.serviceName;
