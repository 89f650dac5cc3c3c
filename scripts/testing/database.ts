import { startEmbeddedMongo } from "../embedded-mongo/server.ts";

let server: Awaited<ReturnType<typeof startEmbeddedMongo>> | undefined;

/** Unit tests use the server of MONGODB_URL, or this one. */
export async function mochaGlobalSetup() {
  if (process.env.MONGODB_URL) return;
  server = await startEmbeddedMongo();
  process.env.MONGODB_URL = server.url;
}

export async function mochaGlobalTeardown() {
  await server?.close();
}
