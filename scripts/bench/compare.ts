import type { Stage } from "../stage/stage.ts";
import {
  type Call,
  type Figures,
  figuresOf,
  joinSamples,
  load,
  type Sample,
} from "./load.ts";
import {
  callTo,
  type Operation,
  type Pair,
  pidsOf,
  type System,
} from "./system.ts";
import { cpuOf, sumOf } from "./usage.ts";

export type Measured = Figures & {
  /** CPU time of all processes of the system, in ms for each call. */
  cpuMs: number | undefined;
};

type Running = Pick<Stage, "instances">;
type Slice = { sample: Sample; cpuMs: number };
type Run = { services: string[]; call: Call; slices: Slice[] };

const rounds = 4;

/**
 * Measures one operation on two systems, in turn: other work on the machine
 * then slows down both alike.
 */
export async function compare(
  stage: Running,
  systems: Pair<System>,
  operation: Operation,
  seconds: number,
): Promise<Pair<Measured>> {
  const runOf = (system: System): Run => ({
    services: system.services,
    call: callTo(stage, system, operation),
    slices: [],
  });
  const [one, other] = systems;
  const runs: Pair<Run> = [runOf(one), runOf(other)];

  // Warm-up: code is compiled, and connections are open.
  for (const { call } of runs) await load(call, seconds / 2);
  for (let round = 0; round < rounds; round++) {
    for (const run of runs) {
      run.slices.push(await measure(stage, run, seconds / rounds));
    }
  }
  return [sumUp(runs[0]), sumUp(runs[1])];
}

async function measure(
  stage: Running,
  { services, call }: Run,
  seconds: number,
): Promise<Slice> {
  // Not a number where the system does not tell.
  const cpu = async () => (await sumOf(pidsOf(stage, services), cpuOf)) ?? NaN;
  const before = await cpu();
  const sample = await load(call, seconds);
  return { sample, cpuMs: (await cpu()) - before };
}

function sumUp({ slices }: Run): Measured {
  const figures = figuresOf(joinSamples(slices.map(({ sample }) => sample)));
  const cpuMs = slices.reduce((sum, slice) => sum + slice.cpuMs, 0);
  const perCall = cpuMs / figures.calls;
  return { ...figures, cpuMs: Number.isNaN(perCall) ? undefined : perCall };
}
