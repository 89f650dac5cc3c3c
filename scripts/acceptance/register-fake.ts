import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { registryPassword, runningStage } from "./hooks.ts";

/** A server of a test, in the registry as a service of this name. */
export async function registerFake(
  name: string,
  listener: RequestListener,
  registry = runningStage().url("registry"),
) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `${registry}/eureka/apps/${name.toUpperCase()}`;
  const instance = instanceAt(name, port);
  await register(url, "POST", instance);

  return {
    async close() {
      await register(`${url}/${instance.instanceId}`, "DELETE");
      server.close();
      server.closeAllConnections();
    },
  };
}

async function register(url: string, method: string, instance?: object) {
  const credentials = Buffer.from(`store:${registryPassword}`);
  const reply = await fetch(url, {
    method,
    headers: {
      "content-type": "application/json",
      authorization: `Basic ${credentials.toString("base64")}`,
    },
    body: instance ? JSON.stringify({ instance }) : null,
  });
  if (!reply.ok) throw new Error(await reply.text());
}

/** With a lease that no test outlives, and no heartbeat has to renew. */
function instanceAt(name: string, port: number) {
  return {
    instanceId: `${name}:${port}`,
    ...{ app: name.toUpperCase(), hostName: "127.0.0.1", ipAddr: "127.0.0.1" },
    ...{ vipAddress: name, status: "UP" },
    port: { $: port, "@enabled": "true" },
    dataCenterInfo: {
      "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
      name: "MyOwn",
    },
    leaseInfo: { renewalIntervalInSecs: 300, durationInSecs: 900 },
  };
}
