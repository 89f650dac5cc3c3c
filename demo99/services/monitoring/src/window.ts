import { figuresOf } from "./figures.ts";
import { type Point, pointOf } from "./point.ts";
import type { Reading } from "./reading.ts";

const ratesMs = 10_000;
const keptMs = 300_000;

/**
 * The scrapes of one instance. Keeps the scrapes of the last 10 seconds, from
 * which rates are computed, and one chart point a scrape for five minutes.
 */
export function createWindow() {
  const readings: Reading[] = [];
  const points: Point[] = [];

  return {
    figures: () => figuresOf(readings),
    points: () => points,
    latest: () => readings.at(-1),

    add(reading: Reading) {
      const isRestarted = readings.at(-1)?.startedAt !== reading.startedAt;
      if (isRestarted) readings.length = 0;
      readings.push(reading);
      dropBefore(readings, reading.at - ratesMs);
      const figures = figuresOf(readings);
      if (figures) points.push(pointOf(reading.at, figures));
      dropBefore(points, reading.at - keptMs);
    },
  };
}

function dropBefore(items: { at: number }[], time: number) {
  while (items[0] && items[0].at < time) items.shift();
}
