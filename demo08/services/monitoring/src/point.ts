import type { Figures } from "./figures.ts";

/** One point of each chart; an instance that is down has no figures. */
export type Point = { at: number } & Partial<
  Pick<
    Figures,
    "perSecond" | "errorShare" | "p50Ms" | "p95Ms" | "memoryBytes" | "lagMs"
  >
>;

export function pointOf(at: number, figures: Figures): Point {
  const { perSecond, errorShare, p50Ms, p95Ms, memoryBytes, lagMs } = figures;
  return { at, perSecond, errorShare, p50Ms, p95Ms, memoryBytes, lagMs };
}
