import { useEffect, useState } from "react";
import type { Overview, Series } from "../src/overview-service.ts";
import type { Point } from "../src/point.ts";
import { getJson } from "./get-json.ts";

export type PointsById = Map<string, Point[]>;

const keptPoints = 300;

/** The current overview, read once a second, and the points of the charts. */
export function useMonitoring() {
  const [overview, setOverview] = useState<Overview>();
  const [series, setSeries] = useState<PointsById>(new Map());
  const [isStale, setStale] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isUnmounted = false;

    async function update() {
      const reply = await getJson<Overview>("/overview").catch(() => undefined);
      if (isUnmounted) return;
      if (reply) {
        setOverview(reply);
        setSeries((before) => extended(before, reply));
      }
      setStale(!reply);
      timer = setTimeout(update, 1_000);
    }

    async function begin() {
      const past = await getJson<Series[]>("/series").catch(() => []);
      if (isUnmounted) return;
      setSeries(new Map(past.map((one) => [one.instanceId, one.points])));
      update();
    }

    begin();
    return () => {
      isUnmounted = true;
      clearTimeout(timer);
    };
  }, []);

  return { overview, series, isStale };
}

function extended(before: PointsById, { at, services }: Overview): PointsById {
  const instances = services.flatMap((service) => service.instances);
  return new Map(
    instances.map(({ instanceId, ...figures }) => {
      const points = before.get(instanceId) ?? [];
      return [instanceId, [...points, { at, ...figures }].slice(-keptPoints)];
    }),
  );
}
