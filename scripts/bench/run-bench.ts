import { setTimeout as pause } from "node:timers/promises";
import { StageError } from "../stage/errors.ts";
import type { Stage } from "../stage/stage.ts";
import { compare } from "./compare.ts";
import { killEach } from "./outage.ts";
import type { Report } from "./report.ts";
import { scaleUnderLoad } from "./scaling.ts";
import {
  callTo,
  type Operation,
  type Pair,
  pidsOf,
  type System,
  systemsFor,
} from "./system.ts";
import { cpuOf, memoryOf, sumOf } from "./usage.ts";

type Running = Pick<Stage, "instances" | "kill" | "restart" | "scale">;
type Options = { seconds: number; say: (what: string) => void };

const loadedWithinMs = 30_000;
const pollMs = 200;

/** All measurements, one after the other, on a stage that has both systems. */
export async function runBench(
  stage: Running,
  operations: Operation[],
  { seconds, say }: Options,
): Promise<Report> {
  const systems = systemsFor(operations);
  const [services, monolith] = systems;
  const both = async <T>(measure: (system: System) => Promise<T>) =>
    [await measure(services), await measure(monolith)] as [T, T];

  await both((system) => untilAllWork(stage, system, operations));
  say("at rest");
  const atRest = await cpuAtRest(stage, systems, seconds);
  const compared: Report["operations"] = [];
  for (const operation of operations) {
    say(`${operation.name}: load`);
    const measured = await compare(stage, systems, operation, seconds);
    compared.push({ name: operation.name, measured });
  }
  const pids = (system: System) => pidsOf(stage, system.services);
  const processes = await both(async (system) => pids(system).length);
  const memory = await both((system) => sumOf(pids(system), memoryOf));

  const [scaled] = operations as [Operation];
  say(`${scaled.name}: more instances`);
  const scaling = await scaleUnderLoad(stage, systems, scaled, seconds);
  const outages = await both((system) => {
    say(`${system.name}: kills`);
    return killEach(stage, system, operations);
  });

  return {
    ...{ seconds, atRest, processes, memory, scaling },
    ...{ operations: compared, scaled: scaled.name, outages: outages.flat() },
  };
}

/** The CPU time that each system needs without a call, in ms a second. */
async function cpuAtRest(
  stage: Running,
  systems: Pair<System>,
  seconds: number,
): Promise<Report["atRest"]> {
  const [one, other] = systems.map(({ services }) => pidsOf(stage, services));
  const used = () =>
    Promise.all([one, other].map((pids = []) => sumOf(pids, cpuOf)));
  const before = await used();
  await pause(seconds * 1_000);
  const after = await used();
  const each = (index: 0 | 1) => {
    const [first, last] = [before[index], after[index]];
    const isKnown = first !== undefined && last !== undefined;
    return isKnown ? (last - first) / seconds : undefined;
  };
  return [each(0), each(1)];
}

/** After a start, replicas are empty until the first run of sync-api. */
async function untilAllWork(
  stage: Running,
  system: System,
  operations: Operation[],
): Promise<void> {
  const endsAt = performance.now() + loadedWithinMs;
  for (const operation of operations) {
    const call = callTo(stage, system, operation);
    while (!(await call())) {
      if (performance.now() > endsAt) {
        throw new StageError(`${system.name}: ${operation.name} fails.`);
      }
      await pause(pollMs);
    }
  }
}
