import type { Stage } from "../../stage/stage.ts";
import { limitOf, requestsAnOrder, resourcesOf } from "../simulate/capacity.ts";
import { measureCosts } from "./costs.ts";
import { writeCosts } from "./last-costs.ts";
import type { LoadReport } from "./report.ts";
import { playStep, rise } from "./rise.ts";

type Options = {
  orders: number;
  seconds: number;
  p99: number;
  cores: number;
  settleMs?: number;
  say: (what: string) => void;
};

/** The share of the computed limit at which the rate begins to rise. */
const beginning = 0.25;

/** Measures what orders cost, then the highest rate that is sustained. */
export async function runLoad(
  stage: Pick<Stage, "directory" | "instances">,
  { cores, p99: mostMs, say, ...options }: Options,
): Promise<LoadReport> {
  const { directory } = stage;
  const costs = await measureCosts(stage, { ...options, say });
  await writeCosts(directory, costs);
  const limit = Math.min(...resourcesOf(costs, cores).map(limitOf));
  const play = (rate: number) => {
    say(`${rate.toFixed(1)} requests a second`);
    return playStep(rate, { ...options, directory, mostMs });
  };
  const from = Math.max(limit * requestsAnOrder * beginning, 1);
  const steps = await rise(play, from);
  return { costs, cores, steps };
}
