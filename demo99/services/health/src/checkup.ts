import type { Registry } from "#commons/registry.ts";
import { type Answer, ask } from "./ask.ts";

export type Instance = ReturnType<Registry["list"]>[number];

/** What an instance answers to both questions, and what follows from it. */
export type Finding = Omit<Instance, "status"> & {
  status: "UP" | "DOWN";
  ping: Answer;
  health: Answer;
};

/**
 * Asks all instances at once. Nobody is waited for longer than `limitMs`:
 * long enough for one that waits for its own database to say so.
 */
export async function checkUp(
  instances: Instance[],
  limitMs = 4_000,
): Promise<Finding[]> {
  return Promise.all(instances.map((instance) => examine(instance, limitMs)));
}

async function examine(instance: Instance, limitMs: number): Promise<Finding> {
  const { service, instanceId, url } = instance;
  const [ping, health] = await Promise.all([
    ask(`${url}/ping`, "response", limitMs),
    ask(`${url}/health`, "status", limitMs),
  ]);
  const isUp = saysOf(ping) === "pong" && saysOf(health) === "UP";
  const status = isUp ? "UP" : "DOWN";
  return { service, instanceId, url, status, ping, health };
}

/** Why an instance counts as down, in its own words where it has any. */
export function reasonOf({ status, ping, health }: Finding) {
  if (status === "UP") return undefined;
  if ("error" in ping) return ping.error;
  if ("error" in health) return health.error;
  return `says ${ping.response} to /ping, ${health.response} to /health`;
}

function saysOf(answer: Answer) {
  return "response" in answer ? answer.response : undefined;
}
