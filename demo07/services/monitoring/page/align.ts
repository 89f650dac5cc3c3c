import type uPlot from "uplot";
import type { Point } from "../src/point.ts";
import type { Measure } from "./measures.ts";

/** All lines share one axis: points of the same second have the same place. */
export function align(lines: Point[][], measure: Measure): uPlot.AlignedData {
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
