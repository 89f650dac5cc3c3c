import { join } from "node:path";
import { startEmbeddedAmqp } from "../../embedded-amqp/server.ts";
import { startEmbeddedMongo } from "../../embedded-mongo/server.ts";
import { type Process, startProcess } from "../../stage/process.ts";
import { until } from "../../testing/until.ts";

const preload = new URL("./hosts.mjs", import.meta.url).href;
const port = 8080;

type Hosts = Record<string, string[]>;
type Started = { url: string; process: Process };

/**
 * Runs services as Kubernetes does: each has an address of its own and the same
 * ports, and others know its name. There is no registry.
 */
export async function startNamed(folder: string, hosts: Hosts) {
  const mongo = await startEmbeddedMongo();
  const amqp = await startEmbeddedAmqp({ port: 0, host: "127.0.0.1" });
  const env = {
    HOSTS: JSON.stringify(hosts),
    NODE_OPTIONS: `--import=${preload}`,
    PORT: `${port}`,
    GRPC_PORT: "50051",
    DISCOVERY: "dns",
    SERVICES: Object.keys(hosts).join(","),
    SERVICE_URL: `http://{service}:${port}`,
    SERVICE_SECRET: "known to the tests",
    PAYMENT_PROCESSOR_URL: `http://payment-processor:${port}`,
    // A registry would refuse connections.
    EUREKA_URL: "http://127.0.0.1:1/eureka",
    MONGODB_URL: mongo.url,
    AMQP_URL: amqp.url,
  };
  const start = (name: string, host: string): Started => ({
    url: `http://${host}:${port}`,
    process: startProcess({
      file: join(folder, name, "main.mjs"),
      directory: folder,
      env: { ...env, HOST: host },
      onLine: () => {},
    }),
  });
  const services = Object.entries(hosts).flatMap(([name, addresses]) =>
    addresses.map((address) => ({ name, ...start(name, address) })),
  );
  for (const { name, url } of services) {
    const isReady = async () => (await fetch(`${url}/health`)).ok;
    await until(`${name} is ready`, isReady, { withinMs: 60_000 });
  }

  return {
    services,
    /** Ends all of them; returns how each has ended. */
    async stop() {
      for (const { process } of services) process.signal("SIGTERM");
      const ends = await Promise.all(
        services.map(({ process }) => process.exited),
      );
      await amqp.close();
      await mongo.close();
      return ends;
    },
  };
}
