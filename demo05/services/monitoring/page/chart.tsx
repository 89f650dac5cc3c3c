import { useEffect, useRef } from "react";
import uPlot from "uplot";
import type { Point } from "../src/point.ts";
import { align } from "./align.ts";
import { height, optionsOf } from "./chart-options.ts";
import type { Measure } from "./measures.ts";
import { useColorScheme } from "./use-color-scheme.ts";

/** One line for each list of points. */
export function Chart(props: { measure: Measure; lines: Point[][] }) {
  const { measure, lines } = props;
  const element = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const scheme = useColorScheme();
  const count = lines.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: the options contain the colours of the scheme
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
