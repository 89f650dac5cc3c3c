import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as Client from "../../demo01/client/store-client.ts";
import { findStageDirectory } from "../course.ts";

/** The folder of the stage under test, from the environment's STAGE. */
export const stageDirectory = findStageDirectory(process.env.STAGE ?? "01");

const clientFile = join(stageDirectory, "client", "store-client.ts");
const client: typeof Client = await import(pathToFileURL(clientFile).href);

/** The stage's own client of the store. */
export const store = client.createStoreClient();
export const { StoreError } = client;

/** The same as a browser calls it: everything through web. */
export const throughWeb = client.createStoreClient(
  client.oneUrl("http://localhost:8080"),
);

type Sent = { json?: unknown; text?: string; type?: string };

/** One plain HTTP call, where the raw answer matters. */
export function send(
  method: string,
  path: string,
  { json, text, type = "application/json" }: Sent = {},
): Promise<Response> {
  const body = text ?? (json === undefined ? null : JSON.stringify(json));
  return fetch(urlOf(path), {
    method,
    headers: body === null ? {} : { "content-type": type },
    body,
    signal: AbortSignal.timeout(15_000),
  });
}

/** The address of a path of the store, by the path's first segment. */
export function urlOf(path: string): string {
  const [, resource] = path.split(/[/?]/);
  const base = client.localUrls[resource as keyof typeof client.localUrls];
  return base + path;
}
