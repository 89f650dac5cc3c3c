import { option, TraceId } from "zipkin";
import { context } from "#commons/trace-context.ts";

const single =
  /^(?<traceId>([\da-f]{16}){1,2})-(?<spanId>[\da-f]{16})(-(?<sampled>[01]))?$/;

/**
 * The span that code runs for, as one text that can be stored and sent
 * (github.com/openzipkin/b3-propagation, "Single Header").
 */
export function currentB3(): string | undefined {
  const span = context.getContext();
  return span && formatB3(span);
}

export function formatB3({ traceId, spanId, sampled }: TraceId): string {
  return `${traceId}-${spanId}-${sampled.getOrElse(false) ? 1 : 0}`;
}

/** Undefined if the text is malformed. */
export function parseB3(text = ""): TraceId | undefined {
  const { traceId, spanId, sampled } = single.exec(text)?.groups ?? {};
  if (!traceId || !spanId) return undefined;
  const isSampled = sampled ? new option.Some(sampled === "1") : option.None;
  return new TraceId({ traceId, spanId, sampled: isSampled });
}
