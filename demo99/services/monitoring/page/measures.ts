import type { Point } from "../src/point.ts";
import { formatBytes, formatMs, formatRate, formatShare } from "./format.ts";

/** A column of the table of instances, and a choice of charts. */
export type Measure = {
  name: string;
  of: (point: Partial<Point>) => number | undefined;
  format: (value: number | undefined) => string;
  /** The axis of a chart ends here or higher. */
  atLeast: number;
};

const rates = { format: formatRate, atLeast: 5 };
const shares = { format: formatShare, atLeast: 0.1 };
const times = { format: formatMs, atLeast: 10 };
const sizes = { format: formatBytes, atLeast: 100e6 };

export const measures: [Measure, ...Measure[]] = [
  { name: "requests/s", of: (it) => it.perSecond, ...rates },
  { name: "errors", of: (it) => it.errorShare, ...shares },
  { name: "p50", of: (it) => it.p50Ms, ...times },
  { name: "p95", of: (it) => it.p95Ms, ...times },
  { name: "memory", of: (it) => it.memoryBytes, ...sizes },
  { name: "event loop", of: (it) => it.lagMs, ...times },
];
