import { hostname } from "node:os";
import type { Registry } from "#commons/registry.ts";

type Settings = {
  service: string;
  port: number;
  /** Names of the services of the store, separated by commas. */
  services: string;
  /** Where a service is, such as `http://{service}`. */
  pattern: string;
};

/** Where each service listens for gRPC: a name has no port. */
const grpcPort = 50051;

/**
 * Takes the place of the registry where the names of services are host names,
 * as in Kubernetes: a virtual address spreads calls over the ready instances,
 * and an instance that stops is removed from it before it gets SIGTERM.
 */
export function createNames(settings: Settings): Registry {
  const { service, port, services, pattern } = settings;
  const urlOf = (name: string) => pattern.replace("{service}", name);
  const nothing = async () => {};

  async function find(url: string): Promise<string[]> {
    const { protocol, hostname: name } = new URL(url);
    const found = new URL(urlOf(name));
    if (protocol === "grpc:") found.port = `${grpcPort}`;
    return [found.origin];
  }

  return {
    instanceId: `${hostname()}:${service}:${port}`,
    register: nothing,
    deregister: nothing,
    find,
    /** One entry for each service, whatever the number of its instances. */
    list: () =>
      services
        .split(",")
        .filter(Boolean)
        .map((name) => ({
          service: name,
          instanceId: name,
          status: "UP",
          url: urlOf(name),
        })),
  };
}
