import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { findStageDirectory } from "../course.ts";
import { bundle, bundleOf, database, journalOf } from "./bundle.ts";
import { createInstance, type Instance } from "./instance.ts";
import { checkStagePorts, claimFreePort } from "./ports.ts";
import { probeConnection, probeHealth } from "./probe.ts";
import type { Stream } from "./process.ts";
import { type CreateInstance, createReplicas } from "./replicas.ts";
import { createStage, type Stage } from "./running-stage.ts";
import {
  type Choice,
  chooseServices,
  readSecrets,
  readServices,
  type Service,
} from "./services.ts";

export type { Instance } from "./instance.ts";
export type { Stage } from "./running-stage.ts";

export type StageOptions = Choice & {
  /** "demo01", "01", "1", or the path of a folder with a stage.json. */
  stage: string;
  /** The URL of a running database; MONGODB_URL if not given. */
  mongodbUrl?: string | undefined;
  /** "none": the caller starts it later, with `startDatabase`. */
  database?: "embedded" | "none" | undefined;
  /** Starts with the data of the last run; otherwise the database is empty. */
  keep?: boolean | undefined;
  /** Variables for every service, besides PORT and MONGODB_URL. */
  env?: Record<string, string>;
  waitUntilReady?: boolean;
  readyTimeoutMs?: number;
  onLine?: (instanceId: string, line: string, stream: Stream) => void;
  onChange?: (instance: Instance) => void;
  /** Called when a process ends that was not stopped. */
  onDeath?: (instance: Instance, how: string) => void;
};

const databasePort = 27017;

/**
 * Bundles a stage and starts all its processes at once. Fails, and leaves
 * nothing running, when a port is taken or a service does not become ready.
 */
export async function startStage(options: StageOptions): Promise<Stage> {
  const stage = await launch(options);
  if (options.waitUntilReady === false) return stage;
  try {
    await stage.ready();
  } catch (error) {
    await stage.stop();
    throw error;
  }
  return stage;
}

async function launch(options: StageOptions) {
  const directory = findStageDirectory(options.stage);
  const all = await readServices(directory);
  const services = chooseServices(all, options);
  const givenUrl = findGivenDatabase(options);
  await checkStagePorts(services);
  await bundle(directory, givenUrl ? services : [database, ...services]);
  const { port, release } = await claimFreePort(databasePort);
  if (!options.keep) await rm(journalOf(directory), { force: true });
  const mongodbUrl = givenUrl ?? `mongodb://127.0.0.1:${port}`;

  const env = {
    MONGODB_URL: mongodbUrl,
    ...settingsFor(await readSecrets(directory), services),
    ...options.env,
  };
  const create = instanceCreator({ ...options, env }, directory);
  const reservedPorts = [...all, ...services].map((service) => service.port);
  const replicas = await createReplicas({ services, reservedPorts, create });
  const ownDatabase = givenUrl
    ? undefined
    : create({ service: database.name, index: 1, port });
  if (options.database !== "none") ownDatabase?.start();
  for (const instance of replicas.all()) instance.start();
  return createStage({
    name: basename(directory),
    directory,
    services,
    mongodbUrl,
    database: ownDatabase,
    replicas,
    readyTimeoutMs: options.readyTimeoutMs ?? 60_000,
    release,
  });
}

/** New secrets for each start, unless given, and the URL of the registry. */
function settingsFor(secrets: string[], services: Service[]) {
  const settings: Record<string, string> = Object.fromEntries(
    secrets.map((name) => [name, process.env[name] || randomUUID()]),
  );
  const { REGISTRY_PASSWORD: password = "" } = settings;
  const credentials = password && `store:${encodeURIComponent(password)}@`;
  const port = services.find(({ name }) => name === "registry")?.port ?? 8761;
  const registry = `http://${credentials}localhost:${port}/eureka`;
  return { EUREKA_URL: process.env.EUREKA_URL || registry, ...settings };
}

function findGivenDatabase({ mongodbUrl, database }: StageOptions) {
  if (mongodbUrl) return mongodbUrl;
  return database ? undefined : process.env.MONGODB_URL || undefined;
}

function instanceCreator(
  options: StageOptions,
  directory: string,
): CreateInstance {
  const ignore = () => {};
  return ({ service, index, port }) => {
    const isDatabase = service === database.name;
    const env: Record<string, string> = { ...options.env };
    if (isDatabase) env.JOURNAL = journalOf(directory);
    return createInstance({
      service,
      index,
      port,
      scheme: isDatabase ? "mongodb" : "http",
      probe: isDatabase ? probeConnection : probeHealth,
      file: bundleOf(directory, service),
      directory,
      env,
      onLine: options.onLine ?? ignore,
      onChange: options.onChange ?? ignore,
      onDeath: options.onDeath ?? ignore,
    });
  };
}
