/**
 * Keeps a share of the traces. The id decides, so that whoever is asked about
 * a trace says the same. Throws if `rate` is not a number from 0 to 1.
 */
export function createSampler(rate: string) {
  const share = Number(rate);
  if (!(share >= 0 && share <= 1)) {
    throw new RangeError(
      `TRACE_SAMPLE_RATE has to be a number from 0 to 1, not "${rate}".`,
    );
  }
  // The last 32 bits are random, and the same in ids of 64 and 128 bits.
  return ({ traceId }: { traceId: string }) =>
    Number.parseInt(traceId.slice(-8), 16) < share * 2 ** 32;
}
