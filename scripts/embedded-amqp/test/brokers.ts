import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { connect } from "amqplib";
import { until } from "../../testing/until.ts";

type Command = { program: string; args: string[]; env: NodeJS.ProcessEnv };
type Place = { folder: string; ports: number[] };

/** A kind of broker that tests can run in a process of its own. */
export type Kind = {
  name: string;
  /** Why it cannot be run here. */
  missing?: string | undefined;
  command(place: Place): Command;
  /** Removes what outlives its process. */
  cleanUp?(place: Place): void;
};

const main = fileURLToPath(new URL("../main.ts", import.meta.url));

export const standIn: Kind = {
  name: "the embedded broker",
  command: ({ folder, ports: [port] }) => ({
    program: process.execPath,
    args: ["--import=tsx", main],
    env: { PORT: `${port}`, JOURNAL: join(folder, "journal") },
  }),
};

/** RabbitMQ as Debian's package installs it, without its start script. */
export const rabbitMq: Kind = {
  name: "RabbitMQ",
  missing: findRabbitMq() ? undefined : "rabbitmq-server is not installed",
  command: ({ folder, ports: [port, distributionPort, epmdPort] }) => ({
    program: `${findRabbitMq()}`,
    args: [],
    env: {
      HOME: folder,
      ERL_CRASH_DUMP: join(folder, "erl_crash.dump"),
      RABBITMQ_NODENAME: `test-${port}@localhost`,
      RABBITMQ_NODE_IP_ADDRESS: "127.0.0.1",
      RABBITMQ_NODE_PORT: `${port}`,
      RABBITMQ_DIST_PORT: `${distributionPort}`,
      ERL_EPMD_PORT: `${epmdPort}`,
      ERL_EPMD_ADDRESS: "127.0.0.1",
      // Lets it be ended right after its node.
      ERL_EPMD_RELAXED_COMMAND_CHECK: "1",
      RABBITMQ_MNESIA_BASE: join(folder, "mnesia"),
      RABBITMQ_LOG_BASE: join(folder, "log"),
      RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, "plugins"),
      RABBITMQ_CONF_ENV_FILE: "/dev/null",
      // One scheduler, which does not wait actively.
      RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: "+S 1:1 +sbwt none",
    },
  }),
  cleanUp({ ports: [, , epmdPort] }) {
    const args = ["-port", `${epmdPort}`, "-kill"];
    execFileSync("epmd", args, { stdio: "ignore" });
  },
};

function findRabbitMq(): string | undefined {
  const root = "/usr/lib/rabbitmq/lib";
  const versions = existsSync(root) ? readdirSync(root) : [];
  return versions
    .map((version) => join(root, version, "sbin/rabbitmq-server"))
    .find((file) => existsSync(file));
}

export type BrokerProcess = Awaited<ReturnType<typeof startBroker>>;

/** Starts a broker with an empty folder; resolves once it accepts clients. */
export async function startBroker(kind: Kind) {
  const folder = mkdtempSync(join(tmpdir(), "amqp-"));
  const place = { folder, ports: await freePorts(3) };
  const url = `amqp://localhost:${place.ports[0]}`;
  let child: ChildProcess | undefined;

  async function start(): Promise<void> {
    const { program, args, env } = kind.command(place);
    child = spawn(program, args, {
      env: { ...process.env, ...env },
      stdio: "ignore",
      // RabbitMQ has child processes: a group that ends as a whole.
      detached: true,
    });
    const limits = { withinMs: 60_000, everyMs: 50 };
    await until("the broker", async () => (await connect(url)).close(), limits);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    if (!child?.pid) return;
    const exited = once(child, "exit");
    process.kill(-child.pid, signal);
    await exited;
    child = undefined;
  }

  await start();
  return {
    url,
    start,
    kill: () => end("SIGKILL"),
    async close(): Promise<void> {
      await end("SIGKILL");
      kind.cleanUp?.(place);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function freePorts(count: number): Promise<number[]> {
  const servers = Array.from({ length: count }, () =>
    createServer().listen(0, "127.0.0.1"),
  );
  await Promise.all(servers.map((server) => once(server, "listening")));
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  for (const server of servers) server.close();
  return ports;
}
