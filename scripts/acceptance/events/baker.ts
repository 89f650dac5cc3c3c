import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import { registryPassword, runningStage } from "../hooks.ts";
import type { StoredEvent } from "./bus.ts";

type Handled = { handled: number; error?: string };
/** Undefined: 503. */
type Answer = (events: StoredEvent[]) => Handled | undefined;

export const baker = "baker";
const usual = "comments-api,moderation-api,query-api";
export const withBaker = { SUBSCRIBERS: `${usual},${baker}` };
export const withoutBaker = { SUBSCRIBERS: usual };

export const takeAll = (events: StoredEvent[]): Handled => ({
  handled: events.length,
});

/** A subscriber whose replies a test decides, in the registry as `baker`. */
export async function startBaker(registry = runningStage().url("registry")) {
  const it = {
    answer: takeAll as Answer,
    isUp: true,
    got: [] as StoredEvent[],
  };
  const server = createServer(async (req, res) => {
    // Monitoring asks each registered instance for its state.
    if (req.method !== "POST") return void res.end("{}");
    const { events } = (await json(req)) as { events: StoredEvent[] };
    const reply = it.isUp ? it.answer(events) : undefined;
    it.got.push(...events.slice(0, reply?.handled ?? 0));
    res.writeHead(reply ? 200 : 503, { "retry-after": "1" });
    res.end(JSON.stringify(reply ?? {}));
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `${registry}/eureka/apps/BAKER`;
  const instance = instanceAt(port);
  await register(url, "POST", instance);

  return Object.assign(it, {
    async close() {
      await register(`${url}/${instance.instanceId}`, "DELETE");
      server.close();
      server.closeAllConnections();
    },
  });
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
function instanceAt(port: number) {
  return {
    instanceId: `${baker}:${port}`,
    ...{ app: "BAKER", hostName: "127.0.0.1", ipAddr: "127.0.0.1" },
    ...{ vipAddress: baker, status: "UP" },
    port: { $: port, "@enabled": "true" },
    dataCenterInfo: {
      "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
      name: "MyOwn",
    },
    leaseInfo: { renewalIntervalInSecs: 300, durationInSecs: 900 },
  };
}
