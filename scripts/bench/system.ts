import type { Instance, Stage } from "../stage/stage.ts";
import { callOnce, type Request } from "./call.ts";
import type { Call } from "./load.ts";

/** What callers want, and the service that offers it. */
export type Operation = {
  name: string;
  service: string;
  /** The instance with the right version, if not every one has it. */
  instance?: string;
  /** The next request, in turn. */
  next: () => Request;
};

/** The operations as services, or as one process. */
export type System = {
  name: "services" | "monolith";
  /** The service that serves this operation. */
  serviceOf: (operation: Operation) => string;
  services: string[];
};

/** The services first, then the monolith. */
export type Pair<T> = [services: T, monolith: T];

export function systemsFor(operations: Operation[]): Pair<System> {
  const services = [...new Set(operations.map(({ service }) => service))];
  const monolith = "monolith";
  return [
    { name: "services", serviceOf: ({ service }) => service, services },
    { name: monolith, serviceOf: () => monolith, services: [monolith] },
  ];
}

type Running = Pick<Stage, "instances">;

export function instancesOf(stage: Running, services: string[]): Instance[] {
  return stage
    .instances()
    .filter(
      ({ service, state }) => services.includes(service) && state === "up",
    );
}

export const pidsOf = (stage: Running, services: string[]) =>
  instancesOf(stage, services).flatMap(({ pid }) => pid ?? []);

function instancesFor(stage: Running, system: System, operation: Operation) {
  const service = system.serviceOf(operation);
  const { instance = "" } = operation;
  return instancesOf(stage, [service]).filter(
    // The monolith has all versions in each of its processes.
    ({ id }) => !instance.startsWith(`${service}/`) || id === instance,
  );
}

/** Calls the instances that run, in turn, as a balancer does. */
export function callTo(
  stage: Running,
  system: System,
  operation: Operation,
): Call {
  let turn = 0;
  return async () => {
    const running = instancesFor(stage, system, operation);
    const instance = running[turn++ % running.length];
    if (!instance) return false;
    const status = await callOnce(instance.url, operation.next());
    return status >= 200 && status < 300;
  };
}
