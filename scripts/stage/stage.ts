import { randomUUID } from "node:crypto";
import { rm } from "node:fs/promises";
import { basename } from "node:path";
import { findStageDirectory } from "../course.ts";
import { bundle, bundleOf, journalOf } from "./bundle.ts";
import { broker, database, type Engine, findEngine } from "./engines.ts";
import { createInstance, type Instance } from "./instance.ts";
import { checkStagePorts, claimFreePort } from "./ports.ts";
import { probeConnection, probeHealth } from "./probe.ts";
import type { Stream } from "./process.ts";
import { type CreateInstance, createReplicas } from "./replicas.ts";
import { createStage, type Stage } from "./running-stage.ts";
import {
  type Choice,
  chooseServices,
  needsBroker,
  portsOf,
  readQueues,
  readSecrets,
  readServices,
  type Service,
  withRegistry,
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
  const services = await withRegistry(all, chooseServices(all, options));
  const given = givenUrls(options);
  const needed = (await needsBroker(directory))
    ? [database, broker]
    : [database];
  const own = needed.filter(({ setting }) => !given[setting]);
  await checkStagePorts(services.flatMap(portsOf));
  await bundle(directory, [...own, ...services]);
  const places = await Promise.all(own.map((one) => claim(one)));
  if (!options.keep) await removeJournals(directory, own);
  const urls = { ...given, ...urlsOf(places) };

  const env: Record<string, string> = {
    ...urls,
    ...settingsFor(await readSecrets(directory), services),
    ...options.env,
  };
  const create = instanceCreator({ ...options, env }, directory);
  const reservedPorts = [...all, ...services]
    .flatMap(portsOf)
    .map(({ port }) => port);
  const replicas = await createReplicas({ services, reservedPorts, create });
  const engines = places.map(({ engine, port }) =>
    create({ service: engine.name, index: 1, port }),
  );
  for (const engine of engines) {
    const isLater = engine.service === database.name && options.database;
    if (isLater !== "none") engine.start();
  }
  for (const instance of replicas.all()) instance.start();
  return createStage({
    name: basename(directory),
    directory,
    services,
    mongodbUrl: urls.MONGODB_URL ?? "",
    amqpUrl: urls.AMQP_URL,
    registryUrl: env.EUREKA_URL ?? "",
    queues: await readQueues(directory),
    serviceSecret: env.SERVICE_SECRET ?? "",
    engines,
    replicas,
    readyTimeoutMs: options.readyTimeoutMs ?? 60_000,
    release: () => {
      for (const { release } of places) release();
    },
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

type Urls = Partial<Record<Engine["setting"], string>>;

/** The URLs of servers that run elsewhere. */
function givenUrls({ mongodbUrl, database }: StageOptions): Urls {
  const { MONGODB_URL, AMQP_URL } = process.env;
  const found = mongodbUrl ?? (database ? undefined : MONGODB_URL);
  return {
    ...(found && { MONGODB_URL: found }),
    ...(AMQP_URL && { AMQP_URL }),
  };
}

type Place = { engine: Engine; port: number; release: () => void };

async function claim(engine: Engine): Promise<Place> {
  return { engine, ...(await claimFreePort(engine.port)) };
}

function urlsOf(places: Place[]): Urls {
  const entries = places.map(({ engine: { setting, scheme }, port }) => {
    return [setting, `${scheme}://127.0.0.1:${port}`];
  });
  return Object.fromEntries(entries);
}

async function removeJournals(directory: string, engines: Engine[]) {
  for (const { name } of engines) {
    await rm(journalOf(directory, name), { force: true });
  }
}

function instanceCreator(
  options: StageOptions,
  directory: string,
): CreateInstance {
  const ignore = () => {};
  return ({ service, index, port, grpcPort, env: own }) => {
    const engine = findEngine(service);
    const env: Record<string, string> = { ...options.env, ...own };
    if (engine) env.JOURNAL = journalOf(directory, engine.name);
    return createInstance({
      service,
      index,
      port,
      grpcPort,
      scheme: engine?.scheme ?? "http",
      probe: engine ? probeConnection : probeHealth,
      file: bundleOf(directory, service),
      directory,
      env,
      onLine: options.onLine ?? ignore,
      onChange: options.onChange ?? ignore,
      onDeath: options.onDeath ?? ignore,
    });
  };
}
