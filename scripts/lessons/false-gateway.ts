import type { Scene } from "./lesson.ts";

/** The registry's reply to the registration, and whether it lists it now. */
export type FalseGateway = { status: number; isListed: boolean };

const apps = "http://localhost:8761/eureka/apps";
const instanceId = "localhost:gateway:9999";

const instance = {
  instanceId,
  app: "GATEWAY",
  vipAddress: "gateway",
  hostName: "localhost",
  ipAddr: "127.0.0.1",
  port: { $: 9999, "@enabled": "true" },
  status: "UP",
  dataCenterInfo: {
    "@class": "com.netflix.appinfo.InstanceInfo$DefaultDataCenterInfo",
    name: "MyOwn",
  },
  leaseInfo: { renewalIntervalInSecs: 1, durationInSecs: 3 },
};

/** Registers an instance of `gateway`, without the registry's password. */
export async function registerFalseGateway({
  story,
}: Scene): Promise<FalseGateway> {
  story.does("Register a false gateway, without the registry's password.");
  const { status } = await fetch(`${apps}/GATEWAY`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ instance }),
  });
  const found = await fetch(`${apps}/GATEWAY/${instanceId}`, {
    headers: { accept: "application/json" },
  });
  const isListed = found.ok;
  story.sees(`${status}, it is ${isListed ? "" : "not "}registered.`);
  return { status, isListed };
}
