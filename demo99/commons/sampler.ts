/**
 * Samples a share of all traces. The id decides, so that every service
 * records the same traces.
 */
export function sampleByTraceId(rate: number) {
  if (rate < 0 || rate > 1) {
    throw new RangeError(`TRACE_SAMPLE_RATE must be 0 to 1, but is ${rate}.`);
  }
  // The last 32 bits are random, and the same in ids of 64 and 128 bits.
  return ({ traceId }: { traceId: string }) =>
    Number.parseInt(traceId.slice(-8), 16) < rate * 2 ** 32;
}
