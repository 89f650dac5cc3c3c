import { diagnose, type Verdict } from "./diagnosis.ts";
import { ratesOf, sum } from "./traffic.ts";
import { patientOf, type Watch } from "./watch.ts";
import type { Figures } from "./window.ts";

export type OverviewService = ReturnType<typeof createOverviewService>;
export type Overview = ReturnType<OverviewService["get"]>;
export type ServiceRow = Overview["services"][number];
export type InstanceRow = ServiceRow["instances"][number];
export type Series = ReturnType<OverviewService["series"]>[number];

type Row = ReturnType<typeof rowsOf>[number];

/** What there is to see: how everybody is, and who is ill. */
export function createOverviewService(watch: Watch, now: () => number) {
  return {
    get() {
      const rows = rowsOf(watch);
      const names = new Set(rows.map(({ service }) => service));
      const services = [...names].toSorted().map((name) => {
        const own = rows.filter(({ service }) => service === name);
        return serviceRow(name, own);
      });
      return { at: now(), services };
    },

    /** The answer to "which instance is ill?", and nothing else. */
    illness() {
      const rows = rowsOf(watch);
      const those = (condition: Verdict["condition"]) =>
        rows.filter((row) => row.condition === condition).map(briefly);
      return { ill: those("ill"), suffering: those("suffering") };
    },

    /** The last five minutes of each instance, for charts. */
    series: () =>
      watch.list().map(({ service, instanceId, window }) => {
        return { service, instanceId, points: window.points() };
      }),
  };
}

function rowsOf(watch: Watch) {
  const all = watch.list().map((one) => ({ one, patient: patientOf(one) }));
  const verdicts = diagnose(all.map(({ patient }) => patient));
  return all
    .map(({ one, patient: { state, figures } }) => {
      const { service, instanceId, url, status } = one;
      return {
        service,
        instanceId,
        url,
        status,
        isRegistered: one.isRegistered,
        state,
        answeredAt: one.answeredAt,
        ...(verdicts.get(instanceId) as Verdict),
        figures: state === "up" ? figures : undefined,
      };
    })
    .toSorted((a, b) => a.url.localeCompare(b.url));
}

function serviceRow(service: string, rows: Row[]) {
  const figures = rows.flatMap((row) => row.figures ?? []);
  const perSecond = figures.reduce((all, one) => all + one.perSecond, 0);
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
      ...(figures && figuresRow(figures)),
    })),
  };
}

function figuresRow({ served: _, calls, ...figures }: Figures) {
  return { ...figures, calls: Object.fromEntries(calls) };
}

function briefly(row: Row) {
  const { service, instanceId, url, state, reasons, because } = row;
  return { service, instanceId, url, state, reasons, because };
}
