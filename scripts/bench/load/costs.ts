import { setTimeout as pause } from "node:timers/promises";
import { createRandom } from "../../extrapolate/random.ts";
import { connect } from "../../lessons/store.ts";
import { StageError } from "../../stage/errors.ts";
import type { Stage } from "../../stage/stage.ts";
import { cpuOf, memoryOf, sumOf } from "../usage.ts";
import { createBuyers } from "./buyers.ts";
import { readCalls } from "./calls.ts";

/** What a service or an engine needs for orders, and for the browsing. */
export type Component = {
  name: string;
  instances: number;
  /** CPU time for the pages that lead to one order, in ms. */
  browseMs: number;
  /** CPU time to fill a cart and to check it out, in ms. */
  buyMs: number;
  /** The calls that it serves for one order, with its pages. */
  calls: number;
  /** CPU time of all instances without requests, in ms a second. */
  restMs: number;
  /** Memory (PSS) of all instances. */
  bytes: number;
};

/** `at`: the time of the measurement. */
export type Costs = {
  at: string;
  orders: number;
  /** Orders that were begun again, and make the figures too high. */
  repeated: number;
  components: Component[];
};

type Running = Pick<Stage, "directory" | "instances">;
type Options = {
  orders: number;
  seconds: number;
  /** Spans and log lines are sent later, in batches. */
  settleMs?: number;
  say: (what: string) => void;
};
type Spent = { cpuMs: number; calls: number };

/** A lease, a fetch, and other periodic work: several periods of each. */
const restPeriods = 5;

/**
 * Measures what each process of a running stage needs for so many orders. CPU
 * time does not depend on what else the machine does, except for its caches.
 */
export async function measureCosts(
  stage: Running,
  { orders, seconds, settleMs = 1_500, say }: Options,
): Promise<Costs> {
  const random = createRandom(1);
  const next = () => random.below(2 ** 31) / 2 ** 31;
  const buyers = await createBuyers(await connect(stage), next);
  const measure = (work: () => Promise<unknown>) =>
    during(stage, () => work().then(() => pause(settleMs)));

  say("warm-up");
  await buyers.browse(Math.ceil(orders / 4));
  await buyers.buy(Math.ceil(orders / 4));
  await pause(settleMs);
  const repeatedBefore = buyers.repeated();
  say("at rest");
  const rest = await measure(() => pause(seconds * restPeriods * 1_000));
  say(`the pages of ${orders} orders`);
  const browsed = await measure(() => buyers.browse(orders));
  say(`${orders} orders`);
  const bought = await measure(() => buyers.buy(orders));

  const components: Component[] = [];
  for (const [name, pids] of pidsByName(stage)) {
    const restMs = rest.of(name).cpuMs / rest.seconds;
    const callsAtRest = rest.of(name).calls / rest.seconds;
    const perOrder = ({ of, seconds }: Phase): Spent => ({
      cpuMs: Math.max(of(name).cpuMs - restMs * seconds, 0) / orders,
      calls: Math.max(of(name).calls - callsAtRest * seconds, 0) / orders,
    });
    const [browse, buy] = [perOrder(browsed), perOrder(bought)];
    components.push({
      ...{ name, instances: pids.length, restMs },
      ...{ browseMs: browse.cpuMs, buyMs: buy.cpuMs },
      calls: browse.calls + buy.calls,
      bytes: (await sumOf(pids, memoryOf)) ?? 0,
    });
  }
  const repeated = buyers.repeated() - repeatedBefore;
  return { at: new Date().toISOString(), orders, repeated, components };
}

type Phase = { of: (name: string) => Spent; seconds: number };

/** What each component spends during some work, and its messages after it. */
async function during(stage: Running, work: () => Promise<unknown>) {
  const startedAt = performance.now();
  const before = await readSpent(stage);
  await work();
  const after = await readSpent(stage);
  const seconds = (performance.now() - startedAt) / 1_000;
  const of = (name: string): Spent => {
    const [first, last] = [before.get(name), after.get(name)];
    return {
      cpuMs: (last?.cpuMs ?? 0) - (first?.cpuMs ?? 0),
      calls: (last?.calls ?? 0) - (first?.calls ?? 0),
    };
  };
  return { of, seconds };
}

async function readSpent(stage: Running): Promise<Map<string, Spent>> {
  const calls = await readCalls(stage.instances());
  const spent = new Map<string, Spent>();
  for (const [name, pids] of pidsByName(stage)) {
    const cpuMs = await sumOf(pids, cpuOf);
    if (cpuMs === undefined) {
      throw new StageError("Only Linux tells the CPU time of other processes.");
    }
    spent.set(name, { cpuMs, calls: calls.get(name) ?? 0 });
  }
  return spent;
}

function pidsByName(stage: Running): Map<string, number[]> {
  const names = new Map<string, number[]>();
  for (const { service, pid } of stage.instances()) {
    if (pid) names.set(service, [...(names.get(service) ?? []), pid]);
  }
  return names;
}
