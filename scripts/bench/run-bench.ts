import { setTimeout as pause } from "node:timers/promises";
import { StageError } from "../stage/errors.ts";
import type { Stage } from "../stage/stage.ts";
import { compare } from "./compare.ts";
import { killEach } from "./outage.ts";
import type { Report } from "./report.ts";
import { scaleUnderLoad } from "./scaling.ts";
import { callTo, type Operation, pidsOf, systemsFor } from "./system.ts";
import { memoryOf, sumOf } from "./usage.ts";

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
  const both = async <T>(measure: (system: typeof services) => Promise<T>) =>
    [await measure(services), await measure(monolith)] as [T, T];
  const inSeconds = { seconds, warmUpSeconds: seconds / 2 };

  await both((system) => untilAllWork(stage, system, operations));
  const compared: Report["operations"] = [];
  for (const operation of operations) {
    say(`${operation.name}: load`);
    const measured = await compare(stage, systems, operation, inSeconds);
    compared.push({ name: operation.name, measured });
  }
  const pids = (system: typeof services) => pidsOf(stage, system.services);
  const processes = await both(async (system) => pids(system).length);
  const memory = await both((system) => sumOf(pids(system), memoryOf));

  const [scaled] = operations as [Operation];
  const scaling = await both((system) => {
    say(`${scaled.name}: ${system.name} with more instances`);
    return scaleUnderLoad(stage, system, scaled, seconds);
  });
  const outages = await both((system) => {
    say(`${system.name}: kills`);
    return killEach(stage, system, operations);
  });

  return {
    ...{ seconds, processes, memory, scaling },
    ...{ operations: compared, scaled: scaled.name, outages: outages.flat() },
  };
}

/** After a start, replicas are empty until the first run of sync-api. */
async function untilAllWork(
  stage: Running,
  system: ReturnType<typeof systemsFor>[0],
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
