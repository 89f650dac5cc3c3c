import type { Figures } from "./figures.ts";
import { ratesOf } from "./rates.ts";
import type { Row } from "./row.ts";
import { sum } from "./traffic.ts";

/** A service as a whole, and its instances. */
export function serviceRow(service: string, rows: Row[]) {
  const figures = rows.flatMap((row) => row.figures ?? []);
  const perSecond = figures.reduce((all, one) => all + one.perSecond, 0);
  // Buckets of several instances can be added up; percentiles cannot.
  const { errorShare, p50Ms, p95Ms } = ratesOf(
    sum(figures.map(({ served }) => served)),
    1,
  );
  return {
    service,
    up: rows.filter(({ state }) => state === "up").length,
    total: rows.length,
    perSecond,
    errorShare,
    p50Ms,
    p95Ms,
    instances: rows.map(({ figures, ...row }) => ({
      ...row,
      ...(figures && publicFigures(figures)),
    })),
  };
}

function publicFigures({ served: _, calls, ...figures }: Figures) {
  return { ...figures, calls: Object.fromEntries(calls) };
}
