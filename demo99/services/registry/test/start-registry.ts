import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createLog } from "#commons/log.ts";
import { createApp } from "#commons/service.ts";
import { createEurekaServer } from "../src/eureka-server.ts";
import { type Limits, usualLimits } from "../src/limits.ts";
import type { Settings } from "../src/overview-service.ts";

/** A clock that only a test moves. */
export function createClock() {
  let time = Date.now();
  return {
    now: () => time,
    passSeconds(seconds: number) {
      time += seconds * 1000;
    },
  };
}

export type RunningRegistry = Awaited<ReturnType<typeof startRegistry>>;

/** A registry on a port of its own, with a clock that a test moves. */
export async function startRegistry(
  settings: Partial<Settings> = {},
  atPort = 0,
  limits: Partial<Limits> = {},
) {
  const clock = createClock();
  const lines: string[] = [];
  const write = (line: string) => lines.push(line);
  const log = createLog("test", "info", [{ write }]);
  const page = new URL("../page/", import.meta.url);
  const registry = createEurekaServer(
    {
      renewalThreshold: 0.85,
      selfPreservation: true,
      evictionSeconds: 1,
      deltaSeconds: 180,
      peers: [],
      password: "",
      ...settings,
    },
    { log, page, now: clock.now, limits: { ...usualLimits, ...limits } },
  );
  const server = createApp({ log, routes: registry.routes }).listen(atPort);
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const url = `http://localhost:${port}/eureka`;

  return {
    ...clock,
    port,
    url,
    lines,
    evict: registry.evict,
    copyPeers: registry.prepare,

    async call(method: string, path: string, instance?: unknown) {
      const response = await fetch(url + path, {
        method,
        headers: {
          accept: "application/json",
          "content-type": "application/json",
        },
        body: instance ? JSON.stringify({ instance }) : null,
      });
      const text = await response.text();
      const body = text ? JSON.parse(text) : undefined;
      return { status: response.status, body };
    },

    async close() {
      if (!server.listening) return;
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** The registration of a client; a second instance needs another port. */
export function anInstance(app = "BOOK-API", port = 8081) {
  return {
    instanceId: `${app.toLowerCase()}:${port}`,
    app,
    hostName: "localhost",
    ipAddr: "127.0.0.1",
    vipAddress: app.toLowerCase(),
    status: "UP",
    port: { $: port, "@enabled": "true" },
    dataCenterInfo: {
      "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
      name: "MyOwn",
    },
    leaseInfo: { renewalIntervalInSecs: 2, durationInSecs: 6 },
    lastDirtyTimestamp: "1700000000000",
  };
}
