import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Client from "../../demo01/client/store-client.ts";

export type StoreClient = Client.StoreClient;
type Options = { timeoutMs?: number; token?: () => string | undefined };
type Login = { token: string; expiresIn: number };

/** A stage's own client; from the gateway's stage on, it has a login. */
export type StoreModule = Omit<typeof Client, "createStoreClient"> & {
  createStoreClient(
    urls?: Client.StoreUrls,
    options?: Options,
  ): StoreClient & {
    login?(username: string, password: string): Promise<Login>;
  };
};

/** The client/store-client.ts of the stage in this folder. */
export async function loadStoreClient(directory: string): Promise<StoreModule> {
  const file = join(directory, "client", "store-client.ts");
  const client = await import(pathToFileURL(file).href);
  // With a gateway, the services are called through it.
  return { ...client, localUrls: client.gatewayUrls ?? client.localUrls };
}
