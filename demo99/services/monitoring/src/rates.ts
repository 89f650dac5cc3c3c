import { quantile } from "./quantile.ts";
import type { Traffic } from "./traffic.ts";

/** Rate, errors and duration of the requests within a period. */
export type Rates = {
  requests: number;
  perSecond: number;
  failures: number;
  errorShare: number;
  p50Ms: number | undefined;
  p95Ms: number | undefined;
};

export function ratesOf(traffic: Traffic, seconds: number): Rates {
  const { count, failures, buckets } = traffic;
  return {
    requests: count,
    perSecond: count / seconds,
    failures,
    errorShare: count === 0 ? 0 : failures / count,
    p50Ms: toMs(quantile(0.5, buckets)),
    p95Ms: toMs(quantile(0.95, buckets)),
  };
}

function toMs(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : seconds * 1000;
}
