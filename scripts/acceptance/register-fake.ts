import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { registryPassword, runningStage } from "./hooks.ts";
import { registerInstance } from "./register-instance.ts";

/** A server of a test, in the registry as a service of this name. */
export async function registerFake(
  name: string,
  listener: RequestListener,
  registryUrl = runningStage().url("registry"),
) {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const place = { registryUrl, password: registryPassword };
  const deregister = await registerInstance(place, name, port);

  return {
    async close() {
      await deregister();
      server.close();
      server.closeAllConnections();
    },
  };
}
