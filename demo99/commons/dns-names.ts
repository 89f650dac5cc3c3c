import { hostname } from "node:os";
import type { Registry } from "#commons/registry.ts";

type Settings = {
  service: string;
  port: number;
  /**
   * The services of the store, separated by commas: `book-api`, or a version
   * with its weight, `recommend-api@2=1`, whose host is `recommend-api-2`.
   */
  services: string;
  /** Where a service is, such as `http://{service}`. */
  pattern: string;
};

const entry = /^([\w-]+)(?:@([\w.]+)=([\d.]+))?$/;

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
  const listed = services.split(",").filter(Boolean).map(toHost);

  async function find(url: string): Promise<string[]> {
    const { protocol, hostname: name } = new URL(url);
    const own = listed.filter((it) => it.service === name);
    const hosts = own[0] ? own.map(({ host }) => host) : [name];
    return hosts.map((host) => {
      const found = new URL(urlOf(host));
      if (protocol === "grpc:") found.port = `${grpcPort}`;
      return found.origin;
    });
  }

  return {
    instanceId: `${hostname()}:${service}:${port}`,
    register: nothing,
    deregister: nothing,
    find,
    /** One entry for each name, whatever the number of its instances. */
    list: () =>
      listed.map(({ service, host, ...version }) => ({
        service,
        instanceId: host,
        status: "UP",
        url: urlOf(host),
        ...version,
      })),
  };
}

function toHost(text: string) {
  const [, service, version, weight] = entry.exec(text) ?? [];
  if (!service) throw new Error(`SERVICES cannot have the entry "${text}".`);
  if (!version) return { service, host: service };
  const host = `${service}-${version}`;
  return { service, host, version, weight: Number(weight) };
}
