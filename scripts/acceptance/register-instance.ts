type Place = { registryUrl: string; password: string };

/** Registers a server of this machine as a service; returns how to undo it. */
export async function registerInstance(
  { registryUrl, password }: Place,
  name: string,
  port: number,
) {
  const url = `${registryUrl}/eureka/apps/${name.toUpperCase()}`;
  const instance = instanceAt(name, port);
  await send(url, "POST", password, instance);
  const own = `${url}/${instance.instanceId}`;
  return () => send(own, "DELETE", password);
}

async function send(
  url: string,
  method: string,
  password: string,
  instance?: object,
) {
  const credentials = Buffer.from(`store:${password}`);
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
