import type { Measured } from "./compare.ts";
import type { Outage } from "./outage.ts";
import type { Scaling } from "./scaling.ts";
import type { Pair } from "./system.ts";

export type Report = {
  seconds: number;
  operations: { name: string; measured: Pair<Measured> }[];
  processes: Pair<number>;
  /** CPU time without calls, in ms a second. */
  atRest: Pair<number | undefined>;
  /** In bytes, after the loads. */
  memory: Pair<number | undefined>;
  scaled: string;
  scaling: Scaling;
  outages: Outage[];
};

const unknown = "–";
const width = 80;

/** The figures as a table, at most 80 columns wide. */
export function renderReport(report: Report): string {
  const { operations, processes, memory, scaled, scaling } = report;
  const { instances, before, after } = scaling;
  return [
    row("", "services", "monolith", "ratio"),
    ...operations.flatMap(({ name, measured }) => [
      row(`${name}, calls a second`, ...pair(measured, (it) => it.perSecond)),
      row("  p50, ms", ...pair(measured, (it) => it.p50)),
      row("  p99, ms", ...pair(measured, (it) => it.p99)),
      row("  CPU a call, ms", ...pair(measured, (it) => it.cpuMs)),
      ...failures(measured),
    ]),
    row("processes", ...pair(processes, (it) => it)),
    row("memory (PSS), MB", ...pair(memory, inMb)),
    row("CPU without calls, ms a second", ...pair(report.atRest, (it) => it)),
    "",
    `${scaled} under load, 1 → ${instances} instances:`,
    row("  calls a second, 1", ...pair(before, (it) => it.perSecond)),
    row(`  calls a second, ${instances}`, ...pair(after, (it) => it.perSecond)),
    row("  p99, ms, 1", ...pair(before, (it) => it.p99)),
    row(`  p99, ms, ${instances}`, ...pair(after, (it) => it.p99)),
    row("  failed calls meanwhile", ...counts(scaling.failed, (it) => it)),
    row("  more memory, MB", ...pair(scaling.memory, inMb)),
    "",
    "A part is killed: what still works",
    ...report.outages.map(outageLine),
  ].join("\n");
}

function outageLine({ killed, works, fails }: Outage): string {
  const names = works.length > 0 ? works.join(", ") : "nothing";
  const share = `${works.length} of ${works.length + fails.length}`;
  return `  ${killed.padEnd(16)}${share}: ${names}`.slice(0, width);
}

function failures(measured: Pair<Measured>): string[] {
  if (measured.every(({ failed }) => failed === 0)) return [];
  return [row("  FAILED calls", ...counts(measured, (it) => it.failed))];
}

type Cells = [services: string, monolith: string, ratio: string];

function pair<T>(
  [services, monolith]: Pair<T>,
  value: (it: T) => number | undefined,
): Cells {
  const [one, other] = [value(services), value(monolith)];
  const ratio = one !== undefined && other ? (one / other).toFixed(2) : unknown;
  return [toText(one), toText(other), ratio];
}

function counts<T>([one, other]: Pair<T>, value: (it: T) => number): Cells {
  return [String(value(one)), String(value(other)), ""];
}

function row(label: string, ...[services, monolith, ratio]: Cells): string {
  const cells = [services, monolith, ratio].map((cell) => cell.padStart(13));
  return label.padEnd(34) + cells.join("");
}

function toText(value: number | undefined): string {
  if (value === undefined) return unknown;
  const digits = value >= 100 || Number.isInteger(value) ? 0 : 1;
  return value < 10 && digits > 0 ? value.toFixed(2) : value.toFixed(digits);
}

function inMb(bytes: number | undefined): number | undefined {
  return bytes === undefined ? undefined : bytes / 1e6;
}
