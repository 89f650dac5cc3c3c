import { goShopping } from "../../shoppers/go-shopping.ts";
import { isWell } from "../../shoppers/report.ts";
import { createTally, type Row } from "../../shoppers/tally.ts";

/** A load of shoppers, and how the store has served it. */
export type Step = {
  /** Requests a second. */
  rate: number;
  ordersPerSecond: number;
  p99: number;
  /** Whether each reply was the expected one, and 99 of 100 were in time. */
  isSustained: boolean;
};

const growth = 1.25;
const mostSteps = 20;

/** Raises the rate until it is not sustained. */
export async function rise(
  play: (rate: number) => Promise<Step>,
  from: number,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (let rate = from; steps.length < mostSteps; rate *= growth) {
    const step = await play(rate);
    steps.push(step);
    if (!step.isSustained) break;
  }
  return steps;
}

type Options = { directory: string; seconds: number; mostMs: number };

/** Sends the mix of `npm run shoppers` at one rate. */
export async function playStep(
  rate: number,
  { directory, seconds, mostMs }: Options,
): Promise<Step> {
  const tally = createTally();
  const { signal } = new AbortController();
  const sum = await goShopping({ directory, rate, seconds, tally, signal });
  const rows = tally.rows();
  const { p99 } = rows.at(-1) as Row;
  const orders = rows.find(({ kind }) => kind === "checkout")?.count ?? 0;
  return {
    ...{ rate, p99, ordersPerSecond: orders / sum.seconds },
    isSustained: isWell(tally, sum) && p99 <= mostMs,
  };
}
