import type { Stage } from "../stage/stage.ts";
import { compare, type Measured } from "./compare.ts";
import { loadDuring } from "./load.ts";
import {
  callTo,
  type Operation,
  type Pair,
  pidsOf,
  type System,
} from "./system.ts";
import { memoryOf, sumOf } from "./usage.ts";

/** One operation with one instance, and with several. */
export type Scaling = {
  instances: number;
  before: Pair<Measured>;
  after: Pair<Measured>;
  /** Of the calls while instances were added. */
  failed: Pair<number>;
  /** What the instances need in addition, in bytes. */
  memory: Pair<number | undefined>;
};

type Running = Pick<Stage, "instances" | "scale">;

const instances = 3;

/** Adds instances for one operation under load; removes them again. */
export async function scaleUnderLoad(
  stage: Running,
  systems: Pair<System>,
  operation: Operation,
  seconds: number,
): Promise<Scaling> {
  const [one, other] = systems;
  const measure = () => compare(stage, systems, operation, seconds);
  const memory = ({ services }: System) =>
    sumOf(pidsOf(stage, services), memoryOf);
  const scale = (system: System, count: number) =>
    stage.scale(system.serviceOf(operation), count);
  const grow = async (system: System) => {
    const call = callTo(stage, system, operation);
    return (await loadDuring(call, () => scale(system, instances))).failed;
  };

  const before = await measure();
  const first = [await memory(one), await memory(other)];
  const failed: Pair<number> = [await grow(one), await grow(other)];
  const after = await measure();
  const last = [await memory(one), await memory(other)];
  await scale(one, 1);
  await scale(other, 1);

  const more = (index: 0 | 1) => difference(last[index], first[index]);
  return { instances, before, after, failed, memory: [more(0), more(1)] };
}

function difference(one: number | undefined, other: number | undefined) {
  return one === undefined || other === undefined ? undefined : one - other;
}
