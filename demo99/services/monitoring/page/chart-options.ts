import type uPlot from "uplot";
import { colorOf } from "./color.ts";
import type { Measure } from "./measures.ts";

export const height = 170;
const shownSeconds = 300;

/** A chart of the last five minutes with `count` lines. */
export function optionsOf(
  parent: HTMLElement,
  { format, atLeast }: Measure,
  count: number,
): uPlot.Options {
  const ink = colorOf(parent, "--soft");
  const grid = { stroke: colorOf(parent, "--line"), width: 1 };
  const font = "14px system-ui, sans-serif";
  const axis = { stroke: ink, grid, ticks: grid, font };
  return {
    width: parent.clientWidth,
    height,
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { range: lastMinutes }, y: { range: fromZeroTo(atLeast) } },
    axes: [
      { ...axis, space: 90, size: 34, values: (_, ticks) => ticks.map(clock) },
      { ...axis, size: 70, values: (_, ticks) => ticks.map(format) },
    ],
    series: [{}, ...Array.from({ length: count }, lineOf(parent))],
  };
}

function lineOf(parent: HTMLElement) {
  return (_: unknown, i: number): uPlot.Series => ({
    stroke: colorOf(parent, `--color-${i % 6}`),
    width: 2.5,
    points: { show: false },
  });
}

const time = new Intl.DateTimeFormat(undefined, {
  timeStyle: "short",
  hourCycle: "h23",
});
const clock = (second: number) => time.format(second * 1000);

function lastMinutes(): uPlot.Range.MinMax {
  const now = Date.now() / 1000;
  return [now - shownSeconds, now];
}

function fromZeroTo(atLeast: number): uPlot.Range.Function {
  return (_plot, _min, max) => [0, Math.max((max ?? 0) * 1.1, atLeast)];
}
