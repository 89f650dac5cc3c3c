import type { Place } from "./layers.ts";

type Route = { ids: string[] };

const sweeps = 8;

/** Moves each place to the middle of its neighbours, repeatedly. */
export function untangle(places: Place[], routes: Route[]): Place[][] {
  const neighbours = neighboursIn(routes);
  const layers: Place[][] = [];
  for (const place of places.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    layers[place.layer] = [...(layers[place.layer] ?? []), place];
  }
  for (let sweep = 0; sweep < sweeps; sweep++) {
    for (const [i, layer] of layers.entries()) {
      const positions = positionsIn(layers);
      layers[i] = layer.toSorted(byMiddle(neighbours, positions));
    }
  }
  return layers;
}

function neighboursIn(routes: Route[]): Map<string, string[]> {
  const neighbours = new Map<string, string[]>();
  const note = (a = "", b = "") =>
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const { ids } of routes) {
    for (let i = 1; i < ids.length; i++) {
      note(ids[i], ids[i - 1]);
      note(ids[i - 1], ids[i]);
    }
  }
  return neighbours;
}

/** From 0 to 1 within the layer. */
function positionsIn(layers: Place[][]): Map<string, number> {
  return new Map(
    layers.flatMap((layer) =>
      layer.map(({ id }, i): [string, number] => [
        id,
        (i + 1) / (layer.length + 1),
      ]),
    ),
  );
}

function byMiddle(
  neighbours: Map<string, string[]>,
  positions: Map<string, number>,
) {
  const middle = ({ id }: Place) => {
    const near = (neighbours.get(id) ?? []).map((it) => positions.get(it) ?? 0);
    return near.reduce((a, b) => a + b, 0) / Math.max(near.length, 1);
  };
  return (a: Place, b: Place) => middle(a) - middle(b);
}
