import { Graph, layout } from "@dagrejs/dagre";
import type { DependencyLink } from "../../src/dependency-links.ts";
import { formatShare } from "../format.ts";
import { errorShareOf } from "./errors.ts";

export const boxWidth = 190;
export const boxHeight = 44;
const letterWidth = 8;
const labelHeight = 20;
const settings = {
  rankdir: "LR",
  // Of the calls that form a cycle, the rarest are the lines back to the left.
  acyclicer: "greedy",
  nodesep: 30,
  edgesep: 12,
  ranksep: 70,
  marginx: 8,
  marginy: 8,
};

type Point = { x: number; y: number };
type Box = Point & { service: string };
type Line = Point & { points: Point[] };
/** What is used of a graph; its package has no types for ES modules. */
type Layout = {
  graph: () => { width: number; height: number };
  nodes: () => string[];
  node: (id: string) => Box;
  edge: (from: string, to: string) => Line;
};

/** The centres of boxes and labels, and the lines, in pixels. */
export function drawingOf(links: DependencyLink[]) {
  const graph = layoutOf(links);
  const { width, height } = graph.graph();
  const boxes = graph.nodes().map(graph.node, graph);
  const lines = links.filter(isDrawn).map((link) => {
    const [from, to] = [idOf(link.parent), idOf(link.child)];
    const { x, y, points } = graph.edge(from, to);
    const between = points.slice(1, -1);
    const path = pathOf(graph.node(from), between, graph.node(to));
    return { link, label: labelOf(link), x, y, path };
  });
  return { width, height, boxes, lines };
}

/** Puts callers on the left, and keeps room for the labels of the lines. */
function layoutOf(links: DependencyLink[]): Layout {
  const graph = new Graph().setGraph(settings);
  for (const service of links.flatMap(({ parent, child }) => [parent, child])) {
    const box = { service, width: boxWidth, height: boxHeight };
    graph.setNode(idOf(service), box);
  }
  for (const link of links.filter(isDrawn)) {
    graph.setEdge(idOf(link.parent), idOf(link.child), {
      width: labelOf(link).length * letterWidth,
      height: labelHeight,
      labelpos: "c",
      weight: 1 + Math.round(Math.log2(link.callCount)),
    });
  }
  return layout(graph);
}

/** Calls of a service to itself are in the table only. */
const isDrawn = ({ parent, child }: DependencyLink) => parent !== child;

/** The graph keeps ids as keys of an object, where "__proto__" is none. */
const idOf = (service: string) => `service ${service}`;

/** "1,204", or "1,204, 25 % failed". */
function labelOf(link: DependencyLink): string {
  const share = errorShareOf(link);
  const failed = share > 0 ? `, ${formatShare(share)} failed` : "";
  return `${link.callCount.toLocaleString()}${failed}`;
}

/** Between the facing sides of two boxes; lines to the left are lower there. */
function pathOf(parent: Point, between: Point[], child: Point): string {
  const isBack = parent.x > child.x;
  const side = isBack ? -boxWidth / 2 : boxWidth / 2;
  const lower = isBack ? boxHeight / 4 : 0;
  const from = { x: parent.x + side, y: parent.y + lower };
  const to = { x: child.x - side, y: child.y + lower };
  const way = [from, ...between, to];
  const curves = way.slice(1).map((point, i) => curve(way[i] ?? from, point));
  return `M${from.x} ${from.y}${curves.join("")}`;
}

function curve(from: Point, to: Point): string {
  const middle = (from.x + to.x) / 2;
  return `C${middle} ${from.y} ${middle} ${to.y} ${to.x} ${to.y}`;
}
