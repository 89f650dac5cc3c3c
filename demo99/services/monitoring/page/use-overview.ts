import { useEffect, useState } from "react";
import type { Overview, Series } from "../src/overview-service.ts";
import type { Point } from "../src/window.ts";

export type PointsById = Record<string, Point[]>;

const keptPoints = 300;

/** What monitoring knows, asked again every second, and what came before. */
export function useOverview() {
  const [overview, setOverview] = useState<Overview>();
  const [series, setSeries] = useState<PointsById>({});
  const [isStale, setStale] = useState(false);

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    let isGone = false;

    async function ask() {
      const answer = await get<Overview>("/overview").catch(() => undefined);
      if (isGone) return;
      if (answer) {
        setOverview(answer);
        setSeries((before) => extended(before, answer));
      }
      setStale(!answer);
      timer = setTimeout(ask, 1_000);
    }

    async function begin() {
      const past = await get<Series[]>("/series").catch(() => []);
      if (isGone) return;
      setSeries(
        Object.fromEntries(past.map((one) => [one.instanceId, one.points])),
      );
      ask();
    }

    begin();
    return () => {
      isGone = true;
      clearTimeout(timer);
    };
  }, []);

  return { overview, series, isStale };
}

function extended(before: PointsById, { at, services }: Overview): PointsById {
  const instances = services.flatMap((service) => service.instances);
  return Object.fromEntries(
    instances.map(({ instanceId, ...figures }) => {
      const points = before[instanceId] ?? [];
      return [instanceId, [...points, { at, ...figures }].slice(-keptPoints)];
    }),
  );
}

async function get<Answer>(path: string): Promise<Answer> {
  const response = await fetch(path, { signal: AbortSignal.timeout(2_000) });
  if (!response.ok) throw new Error(`Monitoring says ${response.status}.`);
  return response.json();
}
