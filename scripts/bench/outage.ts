import type { Stage } from "../stage/stage.ts";
import { callTo, instancesOf, type Operation, type System } from "./system.ts";

/** After the kill of a service: the operations that still work, and fail. */
export type Outage = { killed: string; works: string[]; fails: string[] };

type Running = Pick<Stage, "instances" | "kill" | "restart">;

const callsEach = 5;

/** Kills each service of a system, all its instances, and restarts it. */
export async function killEach(
  stage: Running,
  system: System,
  operations: Operation[],
): Promise<Outage[]> {
  const outages: Outage[] = [];
  for (const killed of system.services) {
    const ids = instancesOf(stage, [killed]).map(({ id }) => id);
    await Promise.all(ids.map(stage.kill));
    const works: string[] = [];
    const fails: string[] = [];
    for (const operation of operations) {
      const hasWorked = await worksNow(stage, system, operation);
      (hasWorked ? works : fails).push(operation.name);
    }
    outages.push({ killed, works, fails });
    await Promise.all(ids.map((id) => stage.restart(id)));
  }
  return outages;
}

/** Whether some calls in a row all succeed. */
async function worksNow(
  stage: Running,
  system: System,
  operation: Operation,
): Promise<boolean> {
  const call = callTo(stage, system, operation);
  for (let made = 0; made < callsEach; made++) {
    if (!(await call())) return false;
  }
  return true;
}
