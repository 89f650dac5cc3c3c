import { useEffect, useRef, useState } from "react";
import uPlot from "uplot";
import type { Point } from "../src/window.ts";
import type { Measure } from "./charts.tsx";

const height = 170;
const shownSeconds = 300;

/** One line for each list of points, drawn again whenever they change. */
export function Chart(props: { measure: Measure; lines: Point[][] }) {
  const { measure, lines } = props;
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const scheme = useColorScheme();
  const count = lines.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a scheme changes the colours that are read from the element
  useEffect(() => {
    const parent = element.current as HTMLDivElement;
    const drawn = new uPlot(optionsOf(parent, measure, count), [[]], parent);
    plot.current = drawn;
    const observer = new ResizeObserver(() =>
      drawn.setSize({ width: parent.clientWidth, height }),
    );
    observer.observe(parent);
    return () => {
      observer.disconnect();
      drawn.destroy();
    };
  }, [measure, count, scheme]);

  useEffect(() => plot.current?.setData(align(lines, measure)));

  return <div ref={element} className="chart" />;
}

function optionsOf(
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
    series: [
      {},
      ...Array.from({ length: count }, (_, i) => ({
        stroke: colorOf(parent, `--color-${i % 6}`),
        width: 2.5,
        points: { show: false },
      })),
    ],
  };
}

const time = new Intl.DateTimeFormat(undefined, { timeStyle: "short" });
const clock = (second: number) => time.format(second * 1000);

function lastMinutes(): uPlot.Range.MinMax {
  const now = Date.now() / 1000;
  return [now - shownSeconds, now];
}

function fromZeroTo(atLeast: number): uPlot.Range.Function {
  return (_plot, _min, max) => [0, Math.max((max ?? 0) * 1.1, atLeast)];
}

/** Instances are asked at about the same time: a second is one place. */
function align(lines: Point[][], measure: Measure): uPlot.AlignedData {
  const secondOf = ({ at }: Point) => Math.round(at / 1000);
  const seconds = [...new Set(lines.flat().map(secondOf))].sort();
  const values = lines.map((points) => {
    const bySecond = new Map(
      points.map((point) => [secondOf(point), measure.of(point)]),
    );
    return seconds.map((second) => bySecond.get(second));
  });
  return [seconds, ...values];
}

/** A canvas knows no variables: what one comes to, in this element's place. */
function colorOf(parent: HTMLElement, variable: string): string {
  const probe = document.createElement("span");
  probe.style.color = `var(${variable})`;
  parent.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

function useColorScheme() {
  const [query] = useState(() => matchMedia("(prefers-color-scheme: dark)"));
  const [isDark, setDark] = useState(query.matches);
  useEffect(() => {
    const change = () => setDark(query.matches);
    query.addEventListener("change", change);
    return () => query.removeEventListener("change", change);
  }, [query]);
  return isDark;
}
