import { readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { didYouMean } from "../command/did-you-mean.ts";
import { StageError, UsageError } from "./errors.ts";
import { isPortFree } from "./ports.ts";

/** One service of a stage.json; its code is in `path` below the stage. */
export type Service = {
  name: string;
  port: number;
  /** Where it serves gRPC, if it does. */
  grpcPort?: number;
  /** 0: it is only started if its name is given. */
  instances: number;
  /** Those that run at once: the first instance has the first one, and so on. */
  versions?: Version[];
  path: string;
};

/** `weight`: the share of calls, beside that of the other versions. */
export type Version = { version: string; weight: number };

export type Choice = {
  only?: string[] | undefined;
  instances?: Record<string, number> | undefined;
  ports?: Record<string, number> | undefined;
};

const maxInstances = 50;

/** The names of the secrets that each start of the stage needs. */
export async function readSecrets(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, "stage.json"), "utf8");
  return JSON.parse(text).secrets ?? [];
}

/** Whether the services of the stage need a message broker. */
export async function needsBroker(directory: string): Promise<boolean> {
  const text = await readFile(join(directory, "stage.json"), "utf8");
  return JSON.parse(text).broker === true;
}

/** The queues whose dead letters can be put back; of events, if they exist. */
export async function readQueues(directory: string): Promise<string[]> {
  const text = await readFile(join(directory, "stage.json"), "utf8");
  const { queues = [], eventQueues = [] } = JSON.parse(text);
  const isThroughBroker = process.env.EVENT_BUS_TRANSPORT === "amqp";
  return isThroughBroker ? [...queues, ...eventQueues] : queues;
}

/** The services of the stage in this folder, in the order of stage.json. */
export async function readServices(directory: string): Promise<Service[]> {
  const file = join(directory, "stage.json");
  try {
    const { services } = JSON.parse(await readFile(file, "utf8")) as {
      services: (Omit<Service, "path"> & { path?: string })[];
    };
    return services.map((service) => ({
      path: `services/${service.name}`,
      ...service,
    }));
  } catch (cause) {
    const { message } = cause as Error;
    throw new StageError(`${file} cannot be read: ${message}`, { cause });
  }
}

/** The services of stage.json with the caller's choice applied. */
export function chooseServices(all: Service[], choice: Choice): Service[] {
  const { only = [], instances = {}, ports = {} } = choice;
  for (const name of [
    ...only,
    ...Object.keys(instances),
    ...Object.keys(ports),
  ]) {
    checkName(all, name);
  }
  for (const count of Object.values(instances)) checkCount(count);
  for (const port of Object.values(ports)) checkPort(port);
  const chosen = all
    .filter(({ name }) => only.length === 0 || only.includes(name))
    .map((service) => ({
      ...service,
      instances:
        instances[service.name] ??
        (only.includes(service.name)
          ? service.instances || 1
          : service.instances),
      port: ports[service.name] ?? service.port,
    }))
    .filter(isStarted);
  checkConflicts(chosen);
  return chosen;
}

/** Whether `npm start` runs it without its name. */
export const isStarted = ({ instances }: Service) => instances > 0;

/** The ports of a service's first instance. */
export function portsOf({ name, port, grpcPort }: Service) {
  const grpc = grpcPort && { name: `${name} (gRPC)`, port: grpcPort };
  return [{ name, port }, ...(grpc ? [grpc] : [])];
}

/** The settings of an instance that has a version; from 1. */
export function versionSettings({ versions = [] }: Service, index: number) {
  const found = versions[(index - 1) % versions.length];
  const names = versions.map(({ version }) => version).join(",");
  return (
    found && {
      ...{ VERSION: found.version, WEIGHT: `${found.weight}` },
      VERSIONS: names,
    }
  );
}

/** In a service's folder, npm start and npm run build mean that service only. */
export async function serviceOfFolder(stage: string, directory: string) {
  const folder = process.env.INIT_CWD;
  if (stage !== "." || !folder) return undefined;
  const services = await readServices(directory);
  const found = services.find(({ path }) =>
    `${folder}${sep}`.startsWith(`${join(directory, path)}${sep}`),
  );
  return found && [found.name];
}

const registry = "registry";

/**
 * Adds the registry to a choice without it: services are ready when they are
 * registered. It is left out if it runs elsewhere.
 */
export async function withRegistry(all: Service[], chosen: Service[]) {
  const found = all.find(({ name }) => name === registry);
  if (!found || chosen.some(({ name }) => name === registry)) return chosen;
  const isElsewhere = process.env.EUREKA_URL || !(await isPortFree(found.port));
  return isElsewhere ? chosen : [found, ...chosen];
}

export function checkCount(count: number) {
  if (Number.isInteger(count) && count >= 1 && count <= maxInstances) return;
  throw new UsageError(
    `The number of instances is from 1 to ${maxInstances}, not ${count}.`,
  );
}

export function checkPort(port: number) {
  if (Number.isInteger(port) && port >= 1 && port <= 65535) return;
  throw new UsageError(`A port is a number from 1 to 65535, not ${port}.`);
}

function checkName(all: Service[], name: string) {
  const names = all.map((service) => service.name);
  if (names.includes(name)) return;
  throw new UsageError(
    `There is no service ${name}: the services are ${names.join(", ")}.${didYouMean(name, names)}`,
  );
}

function checkConflicts(services: Service[]) {
  for (const { name, port } of services) {
    const other = services.find((service) => service.port === port);
    if (other && other.name !== name) {
      throw new UsageError(`${other.name} and ${name} both need port ${port}.`);
    }
  }
}
