import { escapeControls } from "../stage/escape.ts";
import type { Paint } from "../stage/paint.ts";
import type { Row, Tally } from "./tally.ts";

export type Sum = {
  /** The duration of the load. */
  seconds: number;
  notSent: number;
};

const shownReasons = 5;
const width = 80;

/** "12 of 60 s · 240 responses · no failure · p95 12 ms" */
export function renderProgress(tally: Tally, seconds: number, of: number) {
  const { undue } = tally.errors();
  const all = tally.rows().at(-1) as Row;
  const failed = undue === 0 ? "no failure" : `${undue} FAILED`;
  return `${Math.floor(Math.min(seconds, of))} of ${of} s · ${all.count} responses · ${failed} · p95 ${inMs(all.p95)}`;
}

/** Whether every response was expected and every request was sent. */
export function isWell(tally: Tally, { notSent }: Sum) {
  const all = tally.rows().at(-1) as Row;
  return tally.errors().undue === 0 && notSent === 0 && all.count > 0;
}

/** The result of the load, at most 80 columns wide. */
export function renderVerdict(tally: Tally, sum: Sum, paint: Paint): string {
  const titles = ["", "requests", "p50", "p95", "p99"];
  const rows = tally
    .rows()
    .map(({ kind, count, p50, p95, p99 }) => [
      kind,
      String(count),
      ...[p50, p95, p99].map(inMs),
    ]);
  const [head = "", ...lines] = [titles, ...rows].map(align);
  return [
    paint("dim", head),
    ...lines,
    "",
    ...reasonLines(tally),
    sentence(tally, sum, paint),
  ].join("\n");
}

function sentence(tally: Tally, sum: Sum, paint: Paint) {
  const { due, undue } = tally.errors();
  const { count } = tally.rows().at(-1) as Row;
  const rate = sum.seconds > 0 ? count / sum.seconds : 0;
  const facts = [
    `${count} requests in ${sum.seconds.toFixed(0)} s (${rate.toFixed(1)}/s)`,
    `errors: ${due} expected, ${undue} unexpected`,
    ...(sum.notSent > 0
      ? [`${sum.notSent} not sent: too many open requests`]
      : []),
  ].join("; ");
  return isWell(tally, sum)
    ? paint("green", `✔ ${facts}.`)
    : paint("red", `✘ ${facts}.`);
}

function reasonLines(tally: Tally) {
  const reasons = tally.reasons();
  const shown = reasons
    .slice(0, shownReasons)
    .map(([reason, count]) => clip(escapeControls(`  ${count} × ${reason}`)));
  const rest = reasons.length - shown.length;
  const more = rest > 0 ? [`  and ${rest} other reasons`] : [];
  return reasons.length > 0 ? [...shown, ...more, ""] : [];
}

function clip(line: string) {
  return line.length > width ? `${line.slice(0, width - 1)}…` : line;
}

function align([kind = "", ...cells]: string[]) {
  return `  ${kind.padEnd(9)}${cells.map((cell) => cell.padStart(11)).join("")}`;
}

function inMs(ms: number) {
  return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}
