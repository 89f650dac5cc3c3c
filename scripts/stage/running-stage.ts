import { awaitReady } from "./await-ready.ts";
import { bundle, bundleOf } from "./bundle.ts";
import { drain } from "./drain.ts";
import { StageError, UsageError } from "./errors.ts";
import { findInstance } from "./find-instance.ts";
import type { RunningInstance } from "./instance.ts";
import { checkPorts } from "./ports.ts";
import type { Replicas } from "./replicas.ts";
import { checkCount, checkPort, type Service } from "./services.ts";

export type StageParts = {
  name: string;
  directory: string;
  services: Service[];
  mongodbUrl: string;
  /** Undefined if the stage has no broker. */
  amqpUrl: string | undefined;
  registryUrl: string;
  /** Those whose dead letters can be put back. */
  queues: string[];
  /** What services sign their tokens with; "" if they have none. */
  serviceSecret: string;
  /** The database and the broker, unless they run elsewhere. */
  engines: RunningInstance[];
  replicas: Replicas;
  readyTimeoutMs: number;
  /** Releases the ports that the stage has claimed for its engines. */
  release: () => void;
};

export type Stage = ReturnType<typeof createStage>;

/** The operations on the processes of a stage; ids are "book-api/1". */
export function createStage(parts: StageParts) {
  const { name, directory, services, mongodbUrl, amqpUrl, queues } = parts;
  const { serviceSecret } = parts;
  const { engines, replicas } = parts;
  const all = () => [...engines, ...replicas.all()];
  const find = (text: string) => findInstance(all(), text);
  const readyAll = (instances: RunningInstance[]) =>
    awaitReady(instances, parts.readyTimeoutMs);

  /** Restarts an instance, with other settings if given. */
  async function restart(id: string, env: Record<string, string> = {}) {
    const instance = find(id);
    await instance.restart({ env });
    await readyAll([instance]);
  }

  /** Starts or ends instances until there are `count`. */
  async function scale(service: string, count: number) {
    checkCount(count);
    const surplus = replicas.shrink(service, count);
    await Promise.all(surplus.map((instance) => instance.retire()));
    const added = await replicas.grow(service, count);
    for (const instance of added) instance.start();
    await readyAll(added);
  }

  /** Restarts an instance on another port. */
  async function move(id: string, port: number) {
    checkPort(port);
    const instance = find(id);
    if (engines.includes(instance)) {
      const { service } = instance;
      throw new UsageError(
        `${service} cannot be moved: the services know its port.`,
      );
    }
    if (instance.snapshot().port === port) return;
    await checkPorts([{ name: instance.id, port }]);
    await instance.restart({ port });
    await readyAll([instance]);
  }

  /** Restarts an instance with the code that another folder has for it. */
  async function replace(id: string, folder: string) {
    const instance = find(id);
    const replaced = services.filter(({ name }) => name === instance.service);
    await bundle(folder, replaced);
    await instance.restart({ file: bundleOf(folder, instance.service) });
    await readyAll([instance]);
  }

  /** Starts the stage's own database if it is down. */
  async function startDatabase() {
    const database = engines.find(({ service }) => service === "mongodb");
    if (!database) {
      throw new StageError(`The database at ${mongodbUrl} runs elsewhere.`);
    }
    if (database.snapshot().state === "down") database.start();
    await readyAll([database]);
  }

  /** Restores instances, ports, settings and code of the stage's start. */
  async function restore() {
    for (const { name, instances } of services) await scale(name, instances);
    const changed = all().filter((instance) => !instance.isAsAtFirst());
    await Promise.all(changed.map((instance) => instance.reset()));
    await readyAll(changed);
  }

  /** Kills all processes at once, without an orderly shutdown. */
  async function abandon() {
    const running = all().filter(({ snapshot }) => snapshot().state !== "down");
    await Promise.all(running.map((instance) => instance.kill()));
    await stop();
  }

  /** Ends the services, then their engines; kills what hangs for 5 s. */
  async function stop() {
    await Promise.all(replicas.all().map((instance) => instance.retire()));
    await Promise.all(engines.map((engine) => engine.retire()));
    parts.release();
  }

  return {
    name,
    directory,
    services,
    mongodbUrl,
    amqpUrl,
    queues,
    serviceSecret,
    instances: () => all().map((instance) => instance.snapshot()),
    url: (service: string, index = 1) =>
      find(`${service}/${index}`).snapshot().url,
    /** Waits until all instances are ready. */
    ready: () => readyAll(all()),
    kill: async (id: string) => find(id).kill(),
    terminate: async (id: string) => find(id).terminate(),
    pause: async (id: string) => find(id).pause(),
    resume: async (id: string) => find(id).resume(),
    drain: (id: string) => drain(parts.registryUrl, find(id).snapshot()),
    restart,
    scale,
    move,
    replace,
    startDatabase,
    restore,
    abandon,
    stop,
  };
}
