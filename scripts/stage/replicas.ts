import { UsageError } from "./errors.ts";
import type { RunningInstance } from "./instance.ts";
import { findFreePort } from "./ports.ts";
import { type Service, versionSettings } from "./services.ts";

type Place = {
  service: string;
  index: number;
  port: number;
  grpcPort?: number | undefined;
  /** Settings of this instance alone. */
  env?: Record<string, string> | undefined;
};
export type CreateInstance = (place: Place) => RunningInstance;
export type Replicas = Awaited<ReturnType<typeof createReplicas>>;

type Parts = {
  services: Service[];
  /** Ports that additional instances must not get. */
  reservedPorts: number[];
  create: CreateInstance;
};

// The second instance of the service on 8084 listens on 8184, and so on.
const portStep = 100;

/** The instances of each service. They are created, not started. */
export async function createReplicas(parts: Parts) {
  const { services, reservedPorts, create } = parts;
  const replicas = new Map<string, RunningInstance[]>(
    services.map(({ name }) => [name, []]),
  );
  const all = () => [...replicas.values()].flat();
  for (const { name, instances } of services) await grow(name, instances);

  function of(service: string) {
    const found = replicas.get(service);
    if (found) return found;
    const names = [...replicas.keys()].join(", ");
    throw new UsageError(
      `There is no service ${service} here: there are ${names}.`,
    );
  }

  /** Adds instances until there are `count`; returns the new ones. */
  async function grow(service: string, count: number) {
    const present = of(service);
    const added: RunningInstance[] = [];
    const first = services.find(({ name }) => name === service) as Service;
    for (let index = present.length + 1; index <= count; index++) {
      const port = await choosePort(first.port, index);
      const grpcPort =
        first.grpcPort && (await choosePort(first.grpcPort, index));
      const env = versionSettings(first, index);
      added.push(create({ service, index, port, grpcPort, env }));
      present.push(...added.slice(-1));
    }
    return added;
  }

  /** Removes the last instances until there are `count`; returns them. */
  function shrink(service: string, count: number) {
    return of(service).splice(count);
  }

  async function choosePort(usual: number, index: number) {
    if (index === 1) return usual;
    const used = all().flatMap(({ snapshot }) => {
      const { port, grpcPort = port } = snapshot();
      return [port, grpcPort];
    });
    const first = usual + portStep * (index - 1);
    return findFreePort(first, [...reservedPorts, ...used]);
  }

  return { all, grow, shrink };
}
