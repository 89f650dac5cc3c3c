import type { DependencyLink } from "../../src/dependency-links.ts";
import { layersOf } from "./layers.ts";

export const boxWidth = 200;
export const boxHeight = 44;
const layerGap = 170;
const rowGap = 46;
const margin = 8;
const origin = { x: 0, y: 0 };

type Point = { x: number; y: number };
type Box = Point & { service: string };
type Drawn = {
  points: Map<string, Point>;
  lineCount: (id?: string) => number;
};

export type DrawnLine = {
  link: DependencyLink;
  path: string;
  labelX: number;
  labelY: number;
};

/** The positions of all parts of the drawing, in pixels. */
export function drawingOf(links: DependencyLink[]) {
  const { layers, routes } = layersOf(links);
  const rows = Math.max(...layers.map((layer) => layer.length), 1);
  const height = rows * (boxHeight + rowGap) - rowGap + 2 * margin;
  const points = new Map<string, Point>();
  const boxes: Box[] = [];
  for (const [i, layer] of layers.entries()) {
    const step = height / layer.length;
    for (const [j, { id, service }] of layer.entries()) {
      const x = margin + i * (boxWidth + layerGap);
      const y = (j + 0.5) * step - boxHeight / 2;
      points.set(id, { x, y });
      if (service) boxes.push({ service, x, y });
    }
  }
  const lineCount = (id: string | undefined) =>
    routes.filter(({ ids }) => ids.some((one) => one === id)).length;
  const lines = routes.map(({ link, ids }) =>
    lineOf(link, ids, { points, lineCount }),
  );
  const width = layers.length * (boxWidth + layerGap) - layerGap + 2 * margin;
  return { width, height, boxes, lines };
}

/** From the right side of the first box to the left side of the last one. */
function lineOf(link: DependencyLink, ids: string[], drawn: Drawn): DrawnLine {
  const way = ids.map((id) => drawn.points.get(id) as Point);
  const pieces = way.slice(1).map((to, i) => {
    const from = way[i] as Point;
    return from.x < to.x ? [exit(from), entry(to)] : [entry(from), exit(to)];
  }) as [Point, Point][];
  const [[from, to] = [origin, origin]] = pieces;
  const isFan = drawn.lineCount(ids[0]) >= drawn.lineCount(ids[1]);
  const label = pointOn(from, to, isFan ? 0.7 : 0.3);
  return {
    link,
    path: `M${from.x} ${from.y}${pieces.map(curve).join("")}`,
    labelX: label.x,
    labelY: label.y,
  };
}

const entry = ({ x, y }: Point) => ({ x, y: y + boxHeight / 2 });
const exit = ({ x, y }: Point) => ({ x: x + boxWidth, y: y + boxHeight / 2 });

/** A line to where the next curve begins, and the curve. */
function curve([from, to]: [Point, Point]): string {
  const middle = (from.x + to.x) / 2;
  return `L${from.x} ${from.y}C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}

/** The point of a curve at `t`, from 0 at its beginning to 1 at its end. */
function pointOn(from: Point, to: Point, t: number): Point {
  const x = 1.5 * t * (1 - t) + t ** 3;
  const y = 3 * t ** 2 - 2 * t ** 3;
  return {
    x: from.x + (to.x - from.x) * x,
    y: from.y + (to.y - from.y) * y,
  };
}
