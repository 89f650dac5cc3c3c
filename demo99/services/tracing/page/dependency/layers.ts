import type { DependencyLink } from "../../src/dependency-links.ts";
import { untangle } from "./untangle.ts";

type Link = DependencyLink;

/** A service, or the place where a long line passes through a layer. */
export type Place = { id: string; layer: number; service?: string };

export type Layers = {
  layers: Place[][];
  /** The places through which the line of a link goes, ends included. */
  routes: { link: Link; ids: string[] }[];
};

/**
 * Puts each service to the right of its callers, and orders the services of a
 * layer so that few lines cross (Sugiyama's layered drawing).
 */
export function layersOf(links: Link[]): Layers {
  const drawn = links.filter(({ parent, child }) => parent !== child);
  const layerOf = rank(drawn);
  const places = [...layerOf].map(
    ([id, layer]): Place => ({ id, layer, service: id }),
  );
  const routes = drawn.map((link) => {
    const between = passagesOf(link, layerOf);
    places.push(...between);
    return {
      link,
      ids: [link.parent, ...between.map(({ id }) => id), link.child],
    };
  });
  return { layers: untangle(places, routes), routes };
}

/** The longest chain of calls to a service; cycles are cut. */
function rank(links: Link[]): Map<string, number> {
  const ranks = new Map<string, number>();
  const visiting = new Set<string>();

  function visit(service: string): number {
    const known = ranks.get(service);
    if (known !== undefined) return known;
    visiting.add(service);
    const callers = links.filter(({ child }) => child === service);
    const above = callers
      .filter(({ parent }) => !visiting.has(parent))
      .map(({ parent }) => visit(parent) + 1);
    visiting.delete(service);
    const layer = Math.max(0, ...above);
    ranks.set(service, layer);
    return layer;
  }

  for (const { parent, child } of links)
    for (const it of [parent, child]) visit(it);
  return ranks;
}

function passagesOf({ parent, child }: Link, layerOf: Map<string, number>) {
  const [from, to] = [layerOf.get(parent) ?? 0, layerOf.get(child) ?? 0];
  const step = from < to ? 1 : -1;
  const between: Place[] = [];
  for (let layer = from + step; (to - layer) * step > 0; layer += step) {
    between.push({ id: `${parent}>${child} ${layer}`, layer });
  }
  return between;
}
