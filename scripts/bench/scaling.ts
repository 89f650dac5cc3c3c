import type { Stage } from "../stage/stage.ts";
import { type Figures, figuresOf, load, loadDuring } from "./load.ts";
import { callTo, type Operation, pidsOf, type System } from "./system.ts";
import { memoryOf, sumOf } from "./usage.ts";

/** One operation with one instance, and with several. */
export type Scaling = {
  instances: number;
  before: Figures;
  after: Figures;
  /** Of the calls while instances were added. */
  failed: number;
  /** What the instances need in addition, in bytes. */
  memory: number | undefined;
};

type Running = Pick<Stage, "instances" | "scale">;

const instances = 3;

/** Adds instances for one operation under load; removes them again. */
export async function scaleUnderLoad(
  stage: Running,
  system: System,
  operation: Operation,
  seconds: number,
): Promise<Scaling> {
  const service = system.serviceOf(operation);
  const call = callTo(stage, system, operation);
  const memory = () => sumOf(pidsOf(stage, system.services), memoryOf);

  const before = figuresOf(await load(call, seconds));
  const memoryBefore = await memory();
  const growth = await loadDuring(call, () => stage.scale(service, instances));
  await load(call, seconds / 2); // New instances are warmed up, too.
  const after = figuresOf(await load(call, seconds));
  const memoryAfter = await memory();
  await stage.scale(service, 1);

  return {
    instances,
    before,
    after,
    failed: growth.failed,
    memory:
      memoryBefore === undefined || memoryAfter === undefined
        ? undefined
        : memoryAfter - memoryBefore,
  };
}
